using System.Text.Json.Nodes;

namespace Gko.Testing.Clusters;

/// <summary>
/// The keys of an etcd at a moment. What is stored under others later can be taken away again behind the API server's back, to
/// which it looks like deletions: far faster than a new server.
/// </summary>
public sealed class EtcdSnapshot : IDisposable
{
    /// <summary>From the zero byte on: all keys.</summary>
    private const string All = "AA==";

    private readonly HttpClient _http;
    private HashSet<string> _keys = [];

    private EtcdSnapshot(Uri etcd) => _http = new HttpClient { BaseAddress = etcd };

    /// <summary>Notes what is stored now.</summary>
    /// <param name="etcd">Where etcd's clients connect.</param>
    public static async Task<EtcdSnapshot> TakeAsync(Uri etcd)
    {
        var snapshot = new EtcdSnapshot(etcd);
        snapshot._keys = [.. await snapshot.KeysAsync()];
        return snapshot;
    }

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
