using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gko.Kubernetes.Client;

/// <summary>One call before it becomes an HTTP message.</summary>
internal sealed class KubeRequest(HttpMethod method, string path)
{
    private readonly StringBuilder _query = new();

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public string Accept { get; init; } = "application/json";

    /// <summary>The caller judges refusals itself and knows better when to come back.</summary>
    public bool IsRepeatedByCaller { get; init; }

    /// <summary>Adds a query parameter; nothing when the value is null or empty.</summary>
    public KubeRequest With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _query.Append(_query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    public KubeRequest With(WriteOptions? options) =>
        With("fieldManager", options?.FieldManager).With("dryRun", options is { DryRun: true } ? "All" : null);

    /// <param name="server">Its path, if any, is kept as a prefix.</param>
    public HttpRequestMessage ToMessage(Uri server)
    {
        var message = new HttpRequestMessage(method, new Uri($"{server.AbsoluteUri.TrimEnd('/')}{path}{_query}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Options.Set(RetryHandler.LeaveToCaller, IsRepeatedByCaller);
        message.Headers.TryAddWithoutValidation("Accept", Accept);
        if (Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        return message;
    }

    /// <summary>Verb and path, for messages; the query would only bury them.</summary>
    public override string ToString() => $"{method} {path}";
}
