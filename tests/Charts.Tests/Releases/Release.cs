using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;
using Gko.Kubernetes.Configuration;
using Gko.Operator.Configuration;
using Gko.Operator.Hosting;
using Gko.Testing.Chaos;
using Gko.Testing.Clusters;
using Microsoft.Extensions.Logging;

namespace Gko.Charts.Tests.Releases;

/// <summary>
/// The chart, installed, with an operator that has the environment of its Deployment and the rights of its account. All that it
/// asks of the API server goes through a proxy that keeps the answers.
/// </summary>
public sealed class Release : IAsyncDisposable
{
    private const string Account = "gko-controller-manager";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ReleaseCluster _cluster;
    private readonly HttpProxy _proxy;
    private OperatorHost? _operator;

    private Release(ReleaseCluster cluster, HttpProxy proxy, Rendered manifest, OperatorOptions options) =>
        (_cluster, _proxy, Manifest, Options) = (cluster, proxy, manifest, options);

    /// <summary>What helm installed.</summary>
    public Rendered Manifest { get; }

    /// <summary>What the operator took from its environment.</summary>
    public OperatorOptions Options { get; }

    /// <summary>What the API server has answered to the operator so far.</summary>
    public IReadOnlyList<ProxiedAnswer> Answers => _proxy.Answers;

    /// <summary>Installs the chart and starts the operator.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="set">Values as for <c>--set</c>.</param>
    public static async Task<Release> InstallAsync(ReleaseCluster cluster, params IEnumerable<string> set)
    {
        var ports = FreePorts.Take(3);
        await HelmAsync(
            cluster,
            [
                "install", Chart.Release, Chart.Folder, "--create-namespace",
                .. set.Concat([
                    $"manager.probes.port={ports[0]}", $"manager.metrics.port={ports[1]}", $"manager.webhook.service.targetPort={ports[2]}",
                    // Nothing leads from this API server to the operator's Service.
                    "manager.webhook.configuration.failurePolicy=Ignore",
                ]).SelectMany(value => new[] { "--set", value }),
            ]);
        var manifest = new Rendered(await HelmAsync(cluster, ["get", "manifest", Chart.Release]));
        var token = (await cluster.Kubectl.RunAsync("create", "token", Account, "--namespace", Chart.Namespace)).Trim();
        var proxy = new HttpProxy { Backend = new ProxyBackend(cluster.Server.Url, token) };
        await proxy.StartAsync();
        var release = new Release(cluster, proxy, manifest, OperatorOptions.FromEnvironment(Environment(manifest)));
        try
        {
            await release.StartAsync();
        }
        catch
        {
            await release.DisposeAsync();
            throw;
        }

        return release;
    }

    /// <summary>Runs helm on the release.</summary>
    public static async Task<string> HelmAsync(ReleaseCluster cluster, IEnumerable<string> arguments) =>
        (await Helm.TryAsync([.. arguments, "--namespace", Chart.Namespace], kubeConfig: cluster.Server.KubeConfigPath)).OrThrow().Output;

    /// <summary>What a scraper with the operator's own account gets.</summary>
    public async Task<HttpStatusCode> ScrapeAsync()
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _proxy.Backend.Token);
        using var answer = await http.GetAsync(new Uri($"https://localhost:{Options.Metrics.Port}/metrics"));
        return answer.StatusCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_operator is not null)
        {
            await _operator.StopAsync();
            await _operator.DisposeAsync();
        }

        await HelmAsync(_cluster, ["uninstall", Chart.Release]);
        await _proxy.DisposeAsync();
    }

    private static Func<string, string?> Environment(Rendered manifest)
    {
        var variables = new Dictionary<string, string>(manifest.Environment) { ["POD_NAMESPACE"] = Chart.Namespace };
        foreach (var variable in manifest.Container["env"]!.AsArray().Where(variable => variable.Text("value") is not null))
        {
            variables[variable.Text("name")!] = variable.Text("value")!;
        }

        return variables.GetValueOrDefault;
    }

    private async Task StartAsync()
    {
        var config = new JsonObject
        {
            ["current-context"] = "proxy",
            ["contexts"] = new JsonArray(new JsonObject { ["name"] = "proxy", ["context"] = new JsonObject { ["cluster"] = "proxy", ["user"] = "proxy" } }),
            ["clusters"] = new JsonArray(new JsonObject
            {
                ["name"] = "proxy",
                ["cluster"] = new JsonObject { ["server"] = $"https://{_proxy.Address}", ["insecure-skip-tls-verify"] = true },
            }),
            ["users"] = new JsonArray(new JsonObject { ["name"] = "proxy", ["user"] = new JsonObject { ["token"] = "the-proxy-has-it" } }),
        };
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, config.ToJsonString());
        var connection = KubeConfigLoader.Load(new KubeConfigOptions { Path = file });
        File.Delete(file);
        _operator = OperatorHost.Create(Options with { Logs = new LogOptions { Level = LogLevel.Error } }, connection);
        await _operator.StartAsync();
        await _operator.Ready.WaitAsync(Patience);
    }
}
