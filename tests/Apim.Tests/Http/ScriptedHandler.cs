using System.Net;
using System.Net.Http.Headers;

namespace Gko.Apim.Tests.Http;

/// <summary>Answers requests from a script, and remembers what was asked.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _script = new();

    public List<SentRequest> Sent { get; } = [];

    /// <summary>The trace header of each request; null where there was none.</summary>
    public List<string?> TraceParents { get; } = [];

    public int Remaining => _script.Count;

    public ScriptedHandler Answers(int status, string body = "{}", TimeSpan? retryAfter = null, string? location = null, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _script.Enqueue(_ =>
            {
                var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
                response.Headers.RetryAfter = retryAfter is { } wait ? new RetryConditionHeaderValue(wait) : null;
                response.Headers.Location = location is null ? null : new Uri(location, UriKind.RelativeOrAbsolute);
                return Task.FromResult(response);
            });
        }

        return this;
    }

    public ScriptedHandler Throws(Exception exception, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _script.Enqueue(_ => Task.FromException<HttpResponseMessage>(exception));
        }

        return this;
    }

    /// <summary>Never answers, but obeys cancellation.</summary>
    public ScriptedHandler Hangs()
    {
        _script.Enqueue(async ct =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            return new();
        });
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        TraceParents.Add(request.Headers.TryGetValues("traceparent", out var values) ? values.Single() : null);
        Sent.Add(new(
            request.Method.Method,
            request.RequestUri!.AbsoluteUri,
            request.Headers.Authorization?.ToString(),
            request.Content?.Headers.ContentType?.ToString(),
            request.Content is null ? null : await request.Content.ReadAsStringAsync(ct)));
        return await _script.Dequeue()(ct);
    }

    internal sealed record SentRequest(string Method, string Url, string? Authorization, string? ContentType, string? Body);
}
