using System.Globalization;
using System.Net;
using Gko.Charts.Tests.Rendering;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.Charts.Tests.Releases;

/// <summary>The life of a release in a real API server, with the pod that its Deployment asks for.</summary>
[Collection(ReleaseCollection.Name)]
public sealed class ReleaseOnRing4Tests(ReleaseCluster cluster)
{
    private const string Elsewhere = "elsewhere";

    /// <summary>What the operator may write on objects of its release; nothing of it stands in the chart.</summary>
    private static readonly (string Target, string Name)[] Owned =
    [
        ("validatingwebhookconfigurations.admissionregistration.k8s.io", "gko-validating-webhook-configurations"),
        ("mutatingwebhookconfigurations.admissionregistration.k8s.io", "gko-mutating-webhook-configurations"),
        ("secrets", "gko-webhook-cert"),
        ("leases.coordination.k8s.io", Release.Lease),
    ];

    /// <summary>How long a release is watched: <c>GKO_SOAK</c>, in seconds.</summary>
    private static TimeSpan Soak =>
        TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("GKO_SOAK"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 12);

    [Fact]
    public async Task Operator_OfOneNamespace_LeavesOthersAlone()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await PrepareAsync(Elsewhere);
        await using var release = await Release.InstallAsync(cluster, "manager.scope.cluster=false", "rbac.skipClusterRoles=true");

        await cluster.ApplyAsync(Manifests.Api("foreign", Elsewhere));
        await cluster.ApplyAsync(Manifests.Context(Chart.Namespace, cluster.Management));
        await cluster.Kubectl.RunAsync("wait", "--for=condition=Ready", "managementcontext/apim", "-n", Chart.Namespace, "--timeout=30s");

        (await cluster.Kubectl.RunAsync("get", "apidefinition", "foreign", "-n", Elsewhere, "-o", "jsonpath={.metadata.finalizers}{.status}")).ShouldBeEmpty();
        release.Requests.ShouldNotContain(request => request.Code == 403);
        await cluster.Kubectl.RunAsync("delete", "apidefinition", "foreign", "-n", Elsewhere);
        await cluster.Kubectl.RunAsync("delete", "managementcontext/apim", "secret/apim", "configmap/marked", "-n", Chart.Namespace, "--timeout=30s");
    }

    [Fact]
    public async Task Metrics_ForThoseWhoMayNotScrape_AreRefused()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await using var release = await Release.InstallAsync(cluster);

        (await release.ScrapeAsync()).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Metrics_ForAReaderOfTheChart_AreServed()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await using var release = await Release.InstallAsync(
            cluster, $"manager.metrics.readers[0].name={Release.Account}", $"manager.metrics.readers[0].namespace={Chart.Namespace}");

        (await release.ScrapeAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Release_WhileTheOperatorRuns_StaysAsInstalled()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await using var release = await Release.InstallAsync(cluster);
        var ready = cluster.Server.Audit.End;

        using var soak = new PeriodicTimer(Soak);
        await soak.WaitForNextTickAsync();

        var written = cluster.Server.Audit.Of(Release.User, ready).Where(request => request.IsWrite).ToList();
        written.ShouldContain(request => request.Name == Release.Lease);
        written.Where(request => request.Namespace is Chart.Namespace or "" && !Owned.Contains((request.Target, request.Name))).ShouldBeEmpty();
        var manifest = await Release.HelmAsync(cluster, ["get", "manifest", Chart.Release]);
        var difference = await cluster.Kubectl.TryAsync(manifest, "diff", "-f", "-");
        difference.ExitCode.ShouldBe(0, difference.ToString());
    }

    [Fact]
    public async Task Release_UpgradedAndRolledBack_KeepsWhatTheOperatorWroteAndServes()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await PrepareAsync("apis");
        await using var release = await Release.InstallAsync(cluster);
        var before = await CertificatesAsync();

        await Release.HelmAsync(cluster, ["upgrade", Chart.Release, Chart.Folder, "--reuse-values", "--set", "manager.replicas=2"]);
        await Release.HelmAsync(cluster, ["rollback", Chart.Release, "1"]);

        before.ShouldNotBeEmpty();
        (await CertificatesAsync()).ShouldBe(before);
        (await cluster.Kubectl.ApplyAsync(Manifests.Lost("apis"), "--dry-run=server")).Error.ShouldContain("denied the request");
    }

    [Fact]
    public async Task Operator_AskedToStop_GivesTheLeaseBackAndEndsWell()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await using var release = await Release.InstallAsync(cluster, "manager.webhook.enabled=false");
        await Eventually.TrueAsync(async () => (await HolderAsync()).Length > 0, "the operator leads");

        (await release.StopAsync()).ShouldBe(0);

        (await HolderAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(RightsOnRing4Tests.Settings), MemberType = typeof(RightsOnRing4Tests))]
    public async Task Objects_SentToARealApiServer_AreAccepted(string set, string namespaces)
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await cluster.EnsureNamespacesAsync([Chart.Namespace, .. namespaces.Split(',')]);
        await CertificateOfOthers.ApplyKindsAsync(cluster);
        var rendered = (await Chart.TryRenderAsync(set, "manager.replicas=2", "manager.metrics.grafana.dashboard.create=true")).OrThrow().Output;

        var applied = await cluster.Kubectl.ApplyAsync(rendered, "--dry-run=server");

        applied.ExitCode.ShouldBe(0, applied.ToString());
    }

    private async Task PrepareAsync(string @namespace)
    {
        await cluster.EnsureNamespacesAsync(Chart.Namespace, @namespace);
        await cluster.ApplyCrdsAsync();
    }

    private Task<string> HolderAsync() => cluster.Kubectl.RunAsync(
        "get", "lease", Release.Lease, "-n", Chart.Namespace, "--ignore-not-found", "-o", "jsonpath={.spec.holderIdentity}");

    private Task<string> CertificatesAsync() => cluster.Kubectl.RunAsync(
        "get", "validatingwebhookconfiguration/gko-validating-webhook-configurations", "mutatingwebhookconfiguration/gko-mutating-webhook-configurations",
        "-o", "jsonpath={.items[*].webhooks[*].clientConfig.caBundle}");
}
