using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.Apis;

/// <summary>A resource that APIs of both generations share: what happens to them when it changes, and to it while they use it.</summary>
public abstract class SharedResourceTests(ClusterFixture cluster)
{
    private const string Resource = "apiresource";
    private const string Reference = "  resources: [{ref: {name: cache}}]";

    [Fact]
    public async Task Resource_Changed_IsSentOnceForEachApi()
    {
        cluster.RequireOrSkip();
        var ns = await UsedByThreeAsync("changed");
        string[] names = ["changed-one", "changed-two", "changed-v4"];
        TimesToLive(names).ShouldBe([60, 60, 60]);

        await cluster.Kubectl.SucceedAsync(Manifests.Cache("cache", ns, 120));
        await Eventually.TrueAsync(() => cluster.Management.Imports(names).Count >= 6);
        await cluster.Kubectl.SettleAsync(ns);

        TimesToLive(names).ShouldBe([60, 60, 60, 120, 120, 120]);
        cluster.Management.Imports(names).Skip(3).Select(ImportJournal.Imported).ShouldBe(names, ignoreOrder: true);
    }

    [Fact]
    public async Task Resource_DeletedWhileUsed_StaysAndNamesItsUsersUntilTheLastOneGoes()
    {
        cluster.RequireOrSkip();
        var ns = await UsedByThreeAsync("held");

        await cluster.Kubectl.StartDeletionAsync(ns, Resource, "cache");
        await cluster.Kubectl.TellsAsync(
            ns, Resource, "cache", "Ready", "False DeletionBlocked", $"{ns}/held-one", $"{ns}/held-two", $"{ns}/held-v4");

        await cluster.Kubectl.DeleteAsync(ns, Manifests.V2, "held-one", "held-two");
        (await cluster.Kubectl.ExistsAsync(ns, Resource, "cache")).ShouldBeTrue();
        await cluster.Kubectl.PatchAsync(ns, Manifests.V4, "held-v4", """{"spec":{"resources":[]}}""");
        await cluster.Kubectl.GoneAsync(ns, Resource, "cache");
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V4, "held-v4");
    }

    private async Task<string> UsedByThreeAsync(string about)
    {
        var ns = await cluster.NewNamespaceAsync($"resource-{about}");
        await cluster.Kubectl.SucceedAsync(
            Manifests.Cache("cache", ns, 60),
            Manifests.Api($"{about}-one", ns, more: Reference),
            Manifests.Api($"{about}-two", ns, more: Reference),
            Manifests.ApiV4($"{about}-v4", ns, more: Reference));
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V2, "--all");
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V4, "--all");
        await cluster.Kubectl.ReadyAsync(ns, Resource, "cache");
        return ns;
    }

    private IEnumerable<int> TimesToLive(string[] names) => cluster.Management.Imports(names).Select(import =>
        (int)import.Json()!["resources"]![0]!["configuration"]!["timeToLiveSeconds"]!);
}
