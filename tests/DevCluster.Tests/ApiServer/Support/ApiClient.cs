using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gko.DevCluster.ApiServer;

namespace Gko.DevCluster.Tests.ApiServer;

/// <summary>Plain HTTP against the server, with its authority as the only trusted root.</summary>
public sealed class ApiClient : IDisposable
{
    public const string MergePatch = "application/merge-patch+json";
    public const string JsonPatch = "application/json-patch+json";
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";
    public const string ApplyPatch = "application/apply-patch+yaml";
    public const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private readonly HttpClient _http;

    public ApiClient(DevApiServer server, string? token)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(server.CertificateAuthority);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = policy;
        _http = new HttpClient(handler, disposeHandler: true) { BaseAddress = server.Url, DefaultRequestVersion = new Version(2, 0) };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("tester/1.0");
        if (token is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Task<ApiResponse> GetAsync(string path, string? accept = null) => SendAsync(HttpMethod.Get, path, null, null, accept);

    public Task<ApiResponse> PostAsync(string path, string body, string type = "application/json") => SendAsync(HttpMethod.Post, path, body, type);

    public Task<ApiResponse> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body, "application/json");

    public Task<ApiResponse> PatchAsync(string path, string body, string type = MergePatch) => SendAsync(HttpMethod.Patch, path, body, type);

    public Task<ApiResponse> ApplyAsync(string path, string manager, string body, bool force = false) =>
        PatchAsync($"{path}?fieldManager={manager}{(force ? "&force=true" : "")}", body, ApplyPatch);

    public Task<ApiResponse> DeleteAsync(string path, string? options = null) =>
        SendAsync(HttpMethod.Delete, path, options, "application/json");

    public async Task<ApiResponse> SendAsync(
        HttpMethod method, string path, string? body, string? type, string? accept = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var warnings = response.Headers.TryGetValues("Warning", out var values) ? values.ToList() : [];
        return new ApiResponse((int)response.StatusCode, text, warnings);
    }

    /// <summary>Asks again until the answer is as wanted; for effects that follow a write without an event of their own.</summary>
    public async Task<ApiResponse> UntilAsync(string path, Func<ApiResponse, bool> wanted)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await GetAsync(path);
            if (wanted(answer) || TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(20))
            {
                wanted(answer).ShouldBeTrue(answer.Text);
                return answer;
            }
        }
    }

    /// <summary>Starts a watch; headers have arrived when this returns.</summary>
    public async Task<WatchReader> WatchAsync(string pathAndQuery, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, pathAndQuery);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return await WatchReader.OpenAsync(response);
    }

    public void Dispose() => _http.Dispose();
}
