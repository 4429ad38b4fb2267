using Gko.DevCluster.Management;
using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Contexts;

/// <summary>Two clusters with objects of the same names, each synced to an environment of its own in one Management API.</summary>
public abstract class TwoClustersTests(ClusterFixture first, ClusterFixture second)
{
    private const string Ns = "shop";

    private static readonly string[] Names = ["cart", "cart-v4"];

    [Fact]
    public async Task Namesakes_OfTwoClusters_LiveInTheirEnvironmentsWithoutAClash()
    {
        first.RequireOrSkip();
        first.Management.AddEnvironment(new EnvironmentSeed("DEFAULT", "SECOND"));

        await CreateAsync(first, "DEFAULT");
        await CreateAsync(second, "SECOND");

        NamesIn("DEFAULT").ShouldBe(Names, ignoreOrder: true);
        NamesIn("SECOND").ShouldBe(Names, ignoreOrder: true);
        first.Management.Imports().Count.ShouldBe(4);
        foreach (var kind in new[] { (Manifests.V2, "cart"), (Manifests.V4, "cart-v4") })
        {
            (await IdAsync(first, kind)).ShouldNotBe(await IdAsync(second, kind));
        }

        await first.Kubectl.PatchAsync(Ns, Manifests.V4, "cart-v4", """{"spec":{"state":"STOPPED"}}""");
        await first.Kubectl.ReadyAsync(Ns, Manifests.V4, "cart-v4");
        Apis("DEFAULT").Single(api => api.Name == "cart-v4").State.ShouldBe("STOPPED");
        Apis("SECOND").Single(api => api.Name == "cart-v4").State.ShouldBe("STARTED");

        await second.Kubectl.DeleteAsync(Ns, $"{Manifests.V2},{Manifests.V4}", "--all");
        NamesIn("SECOND").ShouldBeEmpty();
        NamesIn("DEFAULT").ShouldBe(Names, ignoreOrder: true);
    }

    private static async Task CreateAsync(ClusterFixture cluster, string environment)
    {
        await cluster.NewNamespaceAsync(Ns, withContext: false);
        await cluster.Kubectl.SucceedAsync(
            Manifests.Context("apim", Ns, environment: environment), Manifests.Api("cart", Ns), Manifests.ApiV4("cart-v4", Ns));
        await cluster.Kubectl.ReadyAsync(Ns, Manifests.V2, "cart");
        await cluster.Kubectl.ReadyAsync(Ns, Manifests.V4, "cart-v4");
    }

    private static Task<string> IdAsync(ClusterFixture cluster, (string Kind, string Name) api) =>
        cluster.Kubectl.ReadAsync(Ns, api.Kind, api.Name, "{.status.id}");

    private IEnumerable<string> NamesIn(string environment) => Apis(environment).Select(api => api.Name);

    private IReadOnlyList<ApiSummary> Apis(string environment) =>
        first.Management.Summarize().Single(summary => summary.Id == environment).Apis;
}
