using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Gko.Contracts;
using Gko.Kubernetes.Serialization;
using Gko.Testing.Chaos;

namespace Gko.EndToEnd.Outages;

/// <summary>Creates objects as kubectl does, without a process for each.</summary>
internal sealed class ApplyClient : IDisposable
{
    private readonly HttpClient _http;

    public ApplyClient(ProxyBackend server)
    {
        _http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true })
        {
            BaseAddress = server.Url,
        };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);
    }

    /// <summary>Creates an API, or only asks whether it could be.</summary>
    public async Task<AppliedAnswer> CreateApiAsync(string manifest, string @namespace, bool dryRun)
    {
        var json = YamlReader.ReadAll(manifest).Single()!.ToJsonString();
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        var watch = Stopwatch.StartNew();
        using var answer = await _http.PostAsync(
            new Uri($"{ApiDefinition.Type.Path(@namespace)}{(dryRun ? "?dryRun=All" : "")}", UriKind.Relative), content,
            TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var warnings = answer.Headers.TryGetValues("Warning", out var values) ? string.Join('\n', values) : "";
        return new AppliedAnswer(answer.StatusCode, warnings, body, watch.Elapsed);
    }

    public void Dispose() => _http.Dispose();
}
