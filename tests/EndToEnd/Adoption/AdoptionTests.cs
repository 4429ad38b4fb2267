using Gko.DevCluster.Management;
using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.Adoption;

/// <summary>A cluster that upstream's operator served until now.</summary>
public abstract class AdoptionTests(ClusterFixture cluster)
{
    private const string Ids = "{.status.id} {.status.crossId} {.status.plans} {.status.organizationId}/{.status.environmentId}";
    private const string Marks = "{.metadata.finalizers}{.metadata.annotations.gravitee\\.io/references}{.metadata.annotations.gravitee\\.io/apidefinitions}{.metadata.annotations.gravitee\\.io/apiv4definitions}";
    private const string Everything =
        "secrets,configmaps,managementcontexts.gravitee.io,apidefinitions.gravitee.io,apiv4definitions.gravitee.io,apiresources.gravitee.io";

    [Fact]
    public async Task Installation_OfUpstream_IsTakenOverWithoutADuplicate()
    {
        cluster.RequireOrSkip();
        var upstream = await InstalledAsync("adopted");
        var ids = await IdsAsync("adopted", upstream);
        var configMap = await cluster.Kubectl.ReadAsync("adopted", "configmap", upstream.Local, "{.metadata.uid}");
        var plans = Summaries("adopted").Select(api => string.Join(',', api.PlanIds)).ToList();
        var calls = cluster.Management.Journal.Count;

        await cluster.StartOperatorAsync();
        await AllReadyAsync("adopted");
        await cluster.Kubectl.SettleAsync("adopted");

        (await IdsAsync("adopted", upstream)).ShouldBe(ids);
        var imports = cluster.Management.Imports().Where(import => import.Sequence > calls).Select(ImportJournal.Imported).ToList();
        imports.ShouldBe(imports.Distinct());
        Summaries("adopted").Select(api => api.Name).ShouldBe(upstream.Apis.Select(api => api.Name), ignoreOrder: true);
        Summaries("adopted").Select(api => string.Join(',', api.PlanIds)).ShouldBe(plans);
        (await cluster.Kubectl.ConditionAsync("adopted", Manifests.V4, "adopted-hrid", "AutomationAPIManaged")).ShouldStartWith("True");
        (await cluster.Kubectl.ConditionAsync("adopted", Manifests.V4, "adopted-uuid", "AutomationAPIManaged")).ShouldBeEmpty();

        (await cluster.Kubectl.ReadAsync("adopted", "configmap", upstream.Local, "{.metadata.uid}")).ShouldBe(configMap);
        (await cluster.Kubectl.ReadAsync("adopted", "configmap", upstream.Local, "{.data.definition}"))
            .ShouldContain(await cluster.Kubectl.ReadAsync("adopted", Manifests.V2, upstream.Local, "{.status.id}"));

        foreach (var (kind, name) in new[] { ("secret", "login"), ("secret", "vault"), ("configmap", "settings") })
        {
            await Eventually.TrueAsync(
                async () => (await cluster.Kubectl.ReadAsync("adopted", kind, name, Marks)).Length == 0, $"{kind} {name} is released");
        }

        var (before, after, again) = await cluster.RestartAsync("adopted");
        after.ShouldBe(before);
        again.ShouldBeEmpty();
    }

    [Fact]
    public async Task Namespace_OfUpstream_CanBeDeleted()
    {
        cluster.RequireOrSkip();
        await InstalledAsync("doomed");
        await cluster.StartOperatorAsync();
        await AllReadyAsync("doomed");

        await cluster.Kubectl.RunAsync("delete", "namespace", "doomed", "--wait=false");

        // What the namespace controller does, which a bare API server lacks: ask for the deletion of everything until it is gone.
        await Eventually.TrueAsync(
            async () =>
            {
                await cluster.Kubectl.TryAsync(null, "-n", "doomed", "delete", Everything, "--all", "--wait=false");
                return (await cluster.Kubectl.RunAsync("-n", "doomed", "get", Everything, "-o", "name")).Length == 0;
            },
            "the namespace is empty",
            TimeSpan.FromSeconds(30));
        Summaries("doomed").ShouldBeEmpty();
    }

    private async Task<UpstreamInstallation> InstalledAsync(string ns)
    {
        await cluster.StopOperatorAsync();
        var upstream = new UpstreamInstallation(cluster, ns);
        await upstream.CreateAsync();
        return upstream;
    }

    private async Task AllReadyAsync(string ns)
    {
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V2, "--all");
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V4, "--all");
        await cluster.Kubectl.ReadyAsync(ns, "managementcontext", "--all");
    }

    private async Task<string> IdsAsync(string ns, UpstreamInstallation upstream)
    {
        var ids = new List<string>();
        foreach (var (kind, name) in upstream.Apis)
        {
            ids.Add(await cluster.Kubectl.ReadAsync(ns, kind, name, Ids));
        }

        return string.Join('\n', ids);
    }

    private IEnumerable<ApiSummary> Summaries(string ns) => cluster.Management.Summarize()
        .SelectMany(environment => environment.Apis)
        .Where(api => api.Name.StartsWith($"{ns}-", StringComparison.Ordinal));
}
