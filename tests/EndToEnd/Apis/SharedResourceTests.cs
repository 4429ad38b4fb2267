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

    [Fact]
    public async Task Restart_OverEverythingInSync_CallsApimForNothingAndWritesNothing()
    {
        cluster.RequireOrSkip();
        var ns = await UsedByThreeAsync("kept");
        await cluster.Kubectl.SucceedAsync(
            Manifests.Values("Secret", "vault", ns, ("token", "hidden"), ("username", "admin"), ("password", "admin")),
            Manifests.ContextWithSecret("by-secret", ns, "vault"),
            Manifests.Api("kept-templated", ns, context: "by-secret", more: "  properties: [{key: token, value: '[[ secret \"vault/token\" ]]'}]"),
            Manifests.Api("kept-local", ns, context: null, more: "  local: true"),
            Manifests.Api("kept-both", ns, more: "  local: true"),
            Manifests.ApiV4("kept-local-v4", ns, context: null, more: "  definitionContext: {origin: KUBERNETES, syncFrom: KUBERNETES}"),
            Manifests.ApiV4("kept-both-v4", ns, more: "  definitionContext: {origin: KUBERNETES, syncFrom: KUBERNETES}"),
            Manifests.ApiV4("kept-uuid-v4", ns, more: "  id: 6f1d4c0a-25b4-4a55-9c22-0d9e4fbb1c11"),
            Manifests.ApiV4("kept-group-v4", ns, more: "  groupRefs: [{name: absent}]"));
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V2, "--all");
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V4, "kept-local-v4", "kept-both-v4", "kept-uuid-v4", "kept-v4");
        await cluster.Kubectl.TellsAsync(ns, Manifests.V4, "kept-group-v4", "ResolvedRefs", "False GroupNotFound");

        var (before, after, imports) = await cluster.RestartAsync(ns);

        after.ShouldBe(before);
        imports.Select(ImportJournal.Imported).ShouldBeEmpty();
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
