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
    private HashSet<string> _keys = [];

    /// <summary>Notes what is stored now.</summary>
    public async Task TakeAsync() => _keys = [.. await KeysAsync()];

    /// <summary>Whether the key was there when the snapshot was taken.</summary>
    public bool Holds(string key) => _keys.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(key)));

    /// <summary>Deletes what has come since; what was there stays as it is now.</summary>
    public async Task RestoreAsync()
    {
        foreach (var key in await KeysAsync())
        {
            if (!_keys.Contains(key))
            {
                await PostAsync("deleterange", new JsonObject { ["key"] = key });
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<IEnumerable<string>> KeysAsync()
    {
        var answer = await PostAsync("range", new JsonObject { ["key"] = All, ["range_end"] = All, ["keys_only"] = true });
        return answer["kvs"]!.AsArray().Select(pair => (string)pair!["key"]!);
    }

    private async Task<JsonNode> PostAsync(string what, JsonObject request)
    {
        using var content = new StringContent(request.ToJsonString());
        using var answer = await _http.PostAsync(new Uri($"/v3/kv/{what}", UriKind.Relative), content);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
    }
}
