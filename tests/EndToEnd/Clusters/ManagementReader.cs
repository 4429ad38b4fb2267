using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Gko.EndToEnd.Clusters;

/// <summary>Looks into the Management API over HTTP, as a person with curl does.</summary>
public sealed class ManagementReader : IDisposable
{
    private const string Environment = "management/organizations/DEFAULT/environments/DEFAULT/";

    private readonly HttpClient _http;

    public ManagementReader(Uri url)
    {
        _http = new HttpClient { BaseAddress = url };
        _http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:admin")));
    }

    /// <summary>The API with that name, or null.</summary>
    public async Task<JsonNode?> FindByNameAsync(string name) =>
        (await ListAsync()).FirstOrDefault(api => (string?)api!["name"] == name);

    public async Task<JsonArray> ListAsync() =>
        JsonNode.Parse(await _http.GetStringAsync(new Uri(Environment + "apis", UriKind.Relative)))!.AsArray();

    /// <summary>The API with that id, or null when APIM answers 404.</summary>
    public async Task<JsonNode?> GetAsync(string id)
    {
        using var answer = await _http.GetAsync(new Uri($"{Environment}apis/{id}", UriKind.Relative));
        return answer.StatusCode is HttpStatusCode.NotFound
            ? null
            : JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    /// <summary>The export of an API as a manifest, fetched with a bearer token.</summary>
    public async Task<string> ExportAsync(string id, string token, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Environment}apis/{id}/crd{query}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    /// <summary>Imports something directly, as another operator would, and returns what APIM answers.</summary>
    /// <param name="path">Below the server's address.</param>
    public async Task<JsonNode> ImportAsync(string path, JsonNode body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _http.PutAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"APIM refuses the import: {text}");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
