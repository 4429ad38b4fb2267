using System.Text;
using System.Text.Json.Nodes;

namespace Gko.Testing.Clusters;

/// <summary>
/// The keys of an etcd at a moment. What is stored under others later can be taken away again behind the API server's back, to
/// which it looks like deletions: far faster than a new server.
/// </summary>
/// <param name="etcd">Where etcd's clients connect.</param>
public sealed class EtcdSnapshot(Uri etcd) : IDisposable
{
    /// <summary>From the zero byte on: all keys.</summary>
    private const string All = "AA==";

    private readonly HttpClient _http = new() { BaseAddress = etcd };
    private Dictionary<string, string> _revisions = [];

    /// <summary>Notes what is stored now.</summary>
    public async Task TakeAsync() => _revisions = await RevisionsAsync();

    /// <summary>Whether the key was there when the snapshot was taken.</summary>
    public bool Holds(string key) => _revisions.ContainsKey(Encode(key));

    /// <summary>Deletes what has come since; what was there stays as it is now.</summary>
    public async Task RestoreAsync()
    {
        foreach (var key in (await RevisionsAsync()).Keys.Where(key => !_revisions.ContainsKey(key)))
        {
            await PostAsync("deleterange", new JsonObject { ["key"] = key });
        }
    }

    /// <summary>Whether everything that was there under one of the prefixes still is, and as it was.</summary>
    public async Task<bool> IsUnchangedAsync(IEnumerable<string> prefixes)
    {
        var now = await RevisionsAsync();
        return _revisions
            .Where(was => prefixes.Any(prefix => Decode(was.Key).StartsWith(prefix, StringComparison.Ordinal)))
            .All(was => now.GetValueOrDefault(was.Key) == was.Value);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string Decode(string key) => Encoding.UTF8.GetString(Convert.FromBase64String(key));

    /// <summary>The revision in which each key was last written, by the key as etcd spells it.</summary>
    private async Task<Dictionary<string, string>> RevisionsAsync()
    {
        var answer = await PostAsync("range", new JsonObject { ["key"] = All, ["range_end"] = All, ["keys_only"] = true });
        return answer["kvs"]!.AsArray().ToDictionary(pair => (string)pair!["key"]!, pair => (string)pair!["mod_revision"]!);
    }

    private async Task<JsonNode> PostAsync(string what, JsonObject request)
    {
        using var content = new StringContent(request.ToJsonString());
        using var answer = await _http.PostAsync(new Uri($"/v3/kv/{what}", UriKind.Relative), content);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
    }
}
