using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;
using Gko.Testing;
using Gko.Testing.Clusters;
using Gko.Testing.Pods;

namespace Gko.Charts.Tests.Releases;

/// <summary>
/// The chart, installed, and the pod that its Deployment asks for: the published operator with that environment, account, user and
/// those mounts, whose webhooks the API server calls through their Service.
/// </summary>
public sealed class Release : IAsyncDisposable
{
    /// <summary>The name of the operator's account.</summary>
    public const string Account = "gko-controller-manager";

    /// <summary>How the API server calls the account.</summary>
    public const string User = $"system:serviceaccount:{Chart.Namespace}:{Account}";

    /// <summary>The lease of the leader.</summary>
    public const string Lease = "24d975d3.gravitee.io";

    private readonly ReleaseCluster _cluster;
    private readonly long _begin;
    private Pod? _pod;

    private Release(ReleaseCluster cluster, long begin, Rendered manifest) => (_cluster, _begin, Manifest) = (cluster, begin, manifest);

    /// <summary>What helm installed.</summary>
    public Rendered Manifest { get; }

    /// <summary>The pod that runs.</summary>
    public Pod Pod => _pod ?? throw new InvalidOperationException("The pod does not run.");

    /// <summary>What the operator has asked of the API server so far.</summary>
    public IReadOnlyList<AuditedRequest> Requests => _cluster.Server.Audit.Of(User, _begin);

    /// <summary>Whether the API server asks the operator about objects.</summary>
    public bool HasWebhooks => Manifest.Webhooks.Any();

    /// <summary>Installs the chart and starts its pod.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="set">Values as for <c>--set</c>.</param>
    public static async Task<Release> InstallAsync(ReleaseCluster cluster, params IEnumerable<string> set)
    {
        var release = await InstallWithoutPodAsync(cluster, set);
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

    /// <summary>Installs the chart where there is no node yet.</summary>
    public static async Task<Release> InstallWithoutPodAsync(ReleaseCluster cluster, params IEnumerable<string> set)
    {
        var begin = cluster.Server.Audit.End;
        var ports = FreePorts.Take(3);
        var installed = await HelmAsync(
            cluster,
            [
                "install", Chart.Release, Chart.Folder, "--create-namespace", "--output", "json",
                .. set.Concat([
                    $"manager.probes.port={ports[0]}", $"manager.metrics.port={ports[1]}", $"manager.webhook.service.targetPort={ports[2]}",
                ]).SelectMany(value => new[] { "--set", value }),
            ]);
        return new Release(cluster, begin, new Rendered(JsonNode.Parse(installed)!.Text("manifest")!));
    }

    /// <summary>Runs helm on the release.</summary>
    public static async Task<string> HelmAsync(ReleaseCluster cluster, IEnumerable<string> arguments) =>
        (await Helm.TryAsync([.. arguments, "--namespace", Chart.Namespace], kubeConfig: cluster.Server.KubeConfigPath)).OrThrow().Output;

    /// <summary>Starts the pod and waits until it is ready and the API server gets through to it.</summary>
    public async Task StartAsync()
    {
        var kubelet = await _cluster.KubeletAsync();
        _pod = await kubelet.StartAsync(Chart.Namespace, "gko-controller-manager");
        if (HasWebhooks)
        {
            var probe = Manifests.ContextWithPassword(
                Manifest.Webhooks.First().Texts("namespaceSelector/matchExpressions/0/values").FirstOrDefault() ?? Chart.Namespace, _cluster.Management);
            await Eventually.TrueAsync(
                async () => !(await _cluster.Kubectl.ApplyAsync(probe, "--dry-run=server")).Error
                    .Contains("failed calling webhook", StringComparison.Ordinal),
                "the API server calls the operator through its Service");
        }
    }

    /// <summary>Asks the pod to stop and waits for it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        var code = await Pod.StopAsync();
        _pod = null;
        return code;
    }

    /// <summary>Loses the pod, with everything that it has not done.</summary>
    public async Task LoseAsync()
    {
        await Pod.DisposeAsync();
        _pod = null;

        // It would run out some time later.
        await _cluster.Kubectl.RunAsync("delete", "lease", Lease, "-n", Chart.Namespace, "--ignore-not-found");
    }

    /// <summary>What a scraper with the operator's own account gets.</summary>
    public async Task<HttpStatusCode> ScrapeAsync()
    {
        var token = (await _cluster.Kubectl.RunAsync("create", "token", Account, "--namespace", Chart.Namespace)).Trim();
        using var handler = new HttpClientHandler { UseProxy = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(new Uri(Pod.Address("https", "metrics"), "metrics"));
        return answer.StatusCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Nothing shall answer for the next release, whatever fails here.
        try
        {
            if (_pod is not null)
            {
                await LoseAsync();
            }
        }
        finally
        {
            await HelmAsync(_cluster, ["uninstall", Chart.Release, "--ignore-not-found"]);
        }
    }
}
