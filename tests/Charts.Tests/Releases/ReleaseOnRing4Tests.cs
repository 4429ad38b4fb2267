using System.Net;
using System.Text.RegularExpressions;
using Gko.Charts.Tests.Rendering;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.Charts.Tests.Releases;

/// <summary>The chart in a real API server, and the operator with no more rights than the chart gives it.</summary>
public sealed class ReleaseOnRing4Tests(ReleaseCluster cluster) : IClassFixture<ReleaseCluster>
{
    private const string Elsewhere = "elsewhere";

    /// <summary>Rights that this scenario does not get to use, as regular expressions, and why they are needed.</summary>
    private static readonly (string Right, string Reason)[] Unused =
    [
        (@"^get \w+\.gravitee\.io$", "an object that is not in the cache yet, or has changed meanwhile, is read"),
        ("^(get|create) customresourcedefinitions", "what does not exist yet is created, and looked at until it is served"),
        ("^create secrets$", "somebody may delete the Secret of the certificate"),
        ("^get namespaces$", "asked only when the Secret of a context goes together with its namespace"),
        ("^patch events$", "the same thing may happen again"),
        ("^patch apiguardrails/status", "there is no guardrail here"),
    ];

    public static TheoryData<string, string> Scopes => new()
    {
        { "apis", "manager.scope.cluster=true" },
        { "list-a", "manager.scope.namespaces={list-a,list-b}" },
        { Chart.Namespace, "manager.scope.cluster=false" },
        { "roles-b", "manager.scope.cluster=false,manager.scope.namespaces={roles-a,roles-b}" },
        { "skip-a", "rbac.skipClusterRoles=true,manager.scope.namespaces={skip-a,skip-b}" },
        { Chart.Namespace, "rbac.skipClusterRoles=true,manager.scope.cluster=false" },
    };

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Operator_WithTheRightsOfTheChart_WorksInItsNamespacesAndIsNeverRefused(string @namespace, string set)
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await PrepareAsync(@namespace, set);
        await using var release = await Release.InstallAsync(cluster, set);

        await WorkAsync(@namespace);

        release.Answers.Where(answer => answer.Code is HttpStatusCode.Forbidden).Select(answer => $"{answer.Request.Method} {answer.Request.Path}")
            .Distinct().ShouldBeEmpty();
    }

    [Fact]
    public async Task Operator_OfOneNamespace_LeavesOthersAlone()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await PrepareAsync(Elsewhere, "");
        await using var release = await Release.InstallAsync(cluster, "manager.scope.cluster=false", "rbac.skipClusterRoles=true");

        await cluster.ApplyAsync(Manifests.Api("foreign", Elsewhere));
        await WorkAsync(Chart.Namespace);

        (await cluster.Kubectl.RunAsync("get", "apidefinition", "foreign", "-n", Elsewhere, "-o", "jsonpath={.metadata.finalizers}{.status}")).ShouldBeEmpty();
        await cluster.Kubectl.RunAsync("delete", "apidefinition", "foreign", "-n", Elsewhere);
    }

    [Fact]
    public async Task Roles_ComparedWithWhatTheOperatorAsks_GrantNothingInVain()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await PrepareAsync("apis", "");

        // An earlier release leaves it behind.
        await cluster.Kubectl.RunAsync("delete", "lease", "24d975d3.gravitee.io", "-n", Chart.Namespace, "--ignore-not-found");
        await using var release = await Release.InstallAsync(cluster);
        await WorkAsync("apis");
        (await release.ScrapeAsync()).ShouldBe(HttpStatusCode.Forbidden);

        // The lease is only renewed after seconds.
        await Eventually.TrueAsync(() => Asked().Contains("update leases.coordination.k8s.io/24d975d3.gravitee.io"));
        var used = Asked();

        release.Manifest.Objects.Where(item => item.Text("kind") is "Role" or "ClusterRole").SelectMany(Right.Of).Distinct()
            .Where(right => !used.Contains(right) && !Unused.Any(one => Regex.IsMatch(right, one.Right)))
            .ShouldBeEmpty();

        HashSet<string> Asked() => release.Answers.SelectMany(answer => UsedRight.Of(answer.Request)).ToHashSet();
    }

    [Fact]
    public async Task Metrics_ForAReaderOfTheChart_AreServed()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await using var release = await Release.InstallAsync(
            cluster, "manager.metrics.readers[0].name=gko-controller-manager", $"manager.metrics.readers[0].namespace={Chart.Namespace}");

        (await release.ScrapeAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Release_WhileTheOperatorRuns_StaysAsInstalled()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await PrepareAsync("apis", "");
        await using var release = await Release.InstallAsync(cluster);
        var manifest = await Release.HelmAsync(cluster, ["get", "manifest", Chart.Release]);

        var difference = await cluster.Kubectl.TryAsync(manifest, "diff", "-f", "-");

        difference.ExitCode.ShouldBe(0, difference.ToString());
        (await cluster.Kubectl.RunAsync(
            "get", "validatingwebhookconfiguration", "gko-validating-webhook-configurations", "-o", "jsonpath={.webhooks[*].clientConfig.caBundle}"))
            .ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Release_UpgradedAndRolledBack_KeepsWhatTheOperatorWrote()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await using var release = await Release.InstallAsync(cluster);
        var before = await CertificatesAsync();

        await Release.HelmAsync(cluster, ["upgrade", Chart.Release, Chart.Folder, "--reuse-values", "--set", "manager.replicas=2"]);
        await Release.HelmAsync(cluster, ["rollback", Chart.Release, "1"]);

        before.ShouldNotBeEmpty();
        (await CertificatesAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Objects_SentToARealApiServer_AreAccepted(string @namespace, string set)
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await PrepareAsync(@namespace, set);
        var rendered = (await Chart.TryRenderAsync(set, "manager.replicas=2", "manager.metrics.grafana.dashboard.create=true")).OrThrow().Output;

        var applied = await cluster.Kubectl.ApplyAsync(rendered, "--dry-run=server");

        applied.ExitCode.ShouldBe(0, applied.ToString());
    }

    private async Task PrepareAsync(string @namespace, string set)
    {
        foreach (var name in new[] { Chart.Namespace, @namespace }.Concat(set.Split('{', '}').Skip(1).SelectMany(list => list.Split(','))).Where(name => name.Length > 0))
        {
            await cluster.EnsureNamespaceAsync(name);
        }

        await cluster.ApplyCrdsAsync();
    }

    /// <summary>Makes, changes and deletes an object of each kind that is synced.</summary>
    private async Task WorkAsync(string @namespace)
    {
        await cluster.ApplyAsync(Manifests.Context(@namespace, cluster.Management));
        await cluster.ApplyAsync(Manifests.Api("echo", @namespace));
        await cluster.ApplyAsync(Manifests.CacheAndApiV4(@namespace));
        await cluster.ApplyAsync(Manifests.Api("template", @namespace, annotation: "gravitee.io/template: \"true\""));
        await ReadyAsync(@namespace, "apidefinition/echo", "apiv4definition/products");
        await cluster.ApplyAsync(Manifests.Api("echo", @namespace, version: "2"));
        await cluster.Kubectl.RunAsync(
            "wait", "--for=jsonpath={.status.observedGeneration}=2", "apidefinition/echo", "-n", @namespace, "--timeout=60s");
        await ReadyAsync(@namespace, "apidefinition/echo");
        await cluster.Kubectl.RunAsync("delete", "apidefinition/echo", "apidefinition/template", "apiv4definition/products", "-n", @namespace, "--timeout=60s");
        await cluster.Kubectl.RunAsync(
            "delete", "apiresource/cache", "managementcontext/apim", "secret/apim", "configmap/marked", "-n", @namespace, "--timeout=60s");
    }

    private Task ReadyAsync(string @namespace, params string[] objects) =>
        cluster.Kubectl.RunAsync(["wait", "--for=condition=Ready", .. objects, "-n", @namespace, "--timeout=60s"]);

    private Task<string> CertificatesAsync() => cluster.Kubectl.RunAsync(
        "get", "validatingwebhookconfiguration/gko-validating-webhook-configurations", "mutatingwebhookconfiguration/gko-mutating-webhook-configurations",
        "-o", "jsonpath={.items[*].webhooks[*].clientConfig.caBundle}");
}
