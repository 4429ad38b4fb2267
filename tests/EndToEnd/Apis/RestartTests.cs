using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

/// <summary>The operator starts over APIs of every mode, all of which are in sync.</summary>
public abstract class RestartTests(ClusterFixture cluster)
{
    private const string Ns = "kept";
    private const string FromCluster = "  definitionContext: {origin: KUBERNETES, syncFrom: KUBERNETES}";
    private const string Resource = "  resources: [{ref: {name: cache}}]";
    private const string Property = "  properties: [{key: token, value: '[[ secret \"vault/token\" ]]'}]";

    [Fact]
    public async Task Restart_OverEverythingInSync_CallsApimForNothingAndWritesNothing()
    {
        cluster.RequireOrSkip();
        await cluster.NewNamespaceAsync(Ns);
        await cluster.Kubectl.SucceedAsync(
            Manifests.Cache("cache", Ns, 60),
            Manifests.Values("Secret", "vault", Ns, ("token", "hidden"), ("username", "admin"), ("password", "admin")),
            Manifests.ContextWithSecret("by-secret", Ns, "vault"),
            Manifests.Api("kept", Ns, more: Resource),
            Manifests.Api("kept-templated", Ns, context: "by-secret", more: Property),
            Manifests.Api("kept-local", Ns, context: null, more: "  local: true"),
            Manifests.Api("kept-both", Ns, more: "  local: true"),
            Manifests.ApiV4("kept-v4", Ns, more: Resource),
            Manifests.ApiV4("kept-templated-v4", Ns, context: "by-secret", more: Property),
            Manifests.ApiV4("kept-local-v4", Ns, context: null, more: FromCluster),
            Manifests.ApiV4("kept-both-v4", Ns, more: FromCluster),
            Manifests.ApiV4("kept-uuid-v4", Ns, more: "  id: 6f1d4c0a-25b4-4a55-9c22-0d9e4fbb1c11"));
        await cluster.Kubectl.ReadyAsync(Ns, Manifests.V2, "--all");
        await cluster.Kubectl.ReadyAsync(Ns, Manifests.V4, "--all");
        await cluster.Kubectl.SucceedAsync(Manifests.ApiV4("kept-grouped-v4", Ns, more: "  groupRefs: [{name: absent}]"));
        await cluster.Kubectl.TellsAsync(Ns, Manifests.V4, "kept-grouped-v4", "ResolvedRefs", "False GroupNotFound");

        var (before, after, imports) = await cluster.RestartAsync(Ns);

        after.ShouldBe(before);
        imports.Select(ImportJournal.Imported).ShouldBeEmpty();
    }
}
