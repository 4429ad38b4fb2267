using System.Text.Json.Nodes;

namespace Gko.DevCluster.Tests.ApiServer;

/// <summary>Reads the events of a watch one by one; gives up after a while instead of hanging.</summary>
public sealed class WatchReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private WatchReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _lines = new StreamReader(stream);
    }

    public int Status => (int)_response.StatusCode;

    public static async Task<WatchReader> OpenAsync(HttpResponseMessage response) =>
        new(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

    /// <summary>The next event, or null when the server ended the watch.</summary>
    public async Task<JsonNode?> NextAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        var line = await _lines.ReadLineAsync(timeout.Token);
        return line is null ? null : JsonNode.Parse(line);
    }

    /// <summary>The next event as <c>TYPE name</c>; <c>END</c> when the watch is over.</summary>
    public async Task<string> NextTextAsync() =>
        await NextAsync() is { } change ? $"{change["type"]} {change["object"]!["metadata"]?["name"]}".TrimEnd() : "END";

    /// <summary>Reads on until an event of that type about that object came.</summary>
    public async Task<JsonNode> UntilAsync(string type, string name)
    {
        while (true)
        {
            var change = await NextAsync() ?? throw new InvalidOperationException($"The watch ended before {type} {name}.");
            if (change["type"]!.GetValue<string>() == type && change["object"]!["metadata"]?["name"]?.GetValue<string>() == name)
            {
                return change["object"]!;
            }
        }
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
