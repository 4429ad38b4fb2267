using Gko.Contracts.Wire;
using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

/// <summary>What users ask of the operator through annotations, and deletions of objects whose surroundings are gone.</summary>
public abstract class PolicyTests(ClusterFixture cluster)
{
    private const string Context = "managementcontext";

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task Skip_OnAnApi_LeavesItAloneUntilItIsTakenOff(string kind)
    {
        cluster.RequireOrSkip();
        var (ns, name, id) = await SyncedAsync(kind, "skipped");
        await AnnotateAsync(ns, kind, name, ReconcilePolicies.Skip);

        await cluster.Kubectl.PatchAsync(ns, kind, name, """{"spec":{"version":"2.0"}}""");
        await cluster.Kubectl.SucceedAsync(Manifests.ApiOf(kind, $"after-{name}", ns, "apim"));
        await cluster.Kubectl.ReadyAsync(ns, kind, $"after-{name}");
        cluster.Management.Imports(name).Count.ShouldBe(1);

        await AnnotateAsync(ns, kind, name, ReconcilePolicies.Manage);
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        cluster.Management.Imports(name).Count.ShouldBe(2);

        await AnnotateAsync(ns, kind, name, ReconcilePolicies.Skip);
        await cluster.Kubectl.DeleteAsync(ns, kind, name);
        cluster.Management.FindApi(id).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task DetachOnDelete_OnAnApi_IsSyncedAndStaysInApim(string kind)
    {
        cluster.RequireOrSkip();
        var (ns, name, id) = await SyncedAsync(kind, "detached");
        await AnnotateAsync(ns, kind, name, ReconcilePolicies.DetachOnDelete);

        await cluster.Kubectl.PatchAsync(ns, kind, name, """{"spec":{"version":"2.0"}}""");
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        cluster.Management.Imports(name).Count.ShouldBe(2);

        await cluster.Kubectl.DeleteAsync(ns, kind, name);
        cluster.Management.FindApi(id).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task Delete_ContextGone_SaysWhatToDoAndGoesOnceThatIsDone(string kind)
    {
        cluster.RequireOrSkip();
        var (ns, name, id) = await SyncedAsync(kind, "orphaned");
        var (detached, _, kept) = await SyncedAsync(kind, "given-up");
        await cluster.StopOperatorAsync();
        foreach (var gone in new[] { ns, detached })
        {
            await cluster.Kubectl.PatchAsync(gone, Context, "apim", """{"metadata":{"finalizers":null}}""");
            await cluster.Kubectl.DeleteAsync(gone, Context, "apim");
        }

        await cluster.StartOperatorAsync();
        await cluster.Kubectl.StartDeletionAsync(ns, kind, name);
        await cluster.Kubectl.TellsAsync(
            ns, kind, name, "Ready", "False DeletionBlocked", $"management context [{ns}/apim]", "gravitee.io/reconcile-policy=detach-on-delete");
        await cluster.Kubectl.SucceedAsync(Manifests.Context("apim", ns));
        await cluster.Kubectl.GoneAsync(ns, kind, name);
        cluster.Management.FindApi(id).ShouldBeNull();

        await cluster.Kubectl.StartDeletionAsync(detached, kind, $"given-up-{kind}");
        await AnnotateAsync(detached, kind, $"given-up-{kind}", ReconcilePolicies.DetachOnDelete);
        await cluster.Kubectl.GoneAsync(detached, kind, $"given-up-{kind}");
        cluster.Management.FindApi(kept).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task Delete_SecretOfTheContextGoneFirst_RemovesTheApiFromApim(string kind)
    {
        cluster.RequireOrSkip();
        var ns = await cluster.NewNamespaceAsync($"policy-keyless-{kind}", withContext: false);
        var name = $"keyless-{kind}";
        await cluster.Kubectl.SucceedAsync(
            Manifests.Values("Secret", "login", ns, ("username", "admin"), ("password", "admin")),
            Manifests.ContextWithSecret("apim", ns, "login"),
            Manifests.ApiOf(kind, name, ns, "apim"));
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        var id = await cluster.Kubectl.ReadAsync(ns, kind, name, "{.status.id}");

        await cluster.Kubectl.DeleteAsync(ns, "secret", "login");
        await cluster.Kubectl.TellsAsync(ns, Context, "apim", "Ready", "False", $"secret [{ns}/login]");
        await cluster.Kubectl.DeleteAsync(ns, kind, name);

        cluster.Management.FindApi(id).ShouldBeNull();
        await cluster.Kubectl.DeleteAsync(ns, Context, "apim");
    }

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task Delete_TemplateSourceGone_RemovesTheApiFromApim(string kind)
    {
        cluster.RequireOrSkip();
        var ns = await cluster.NewNamespaceAsync($"policy-sourceless-{kind}");
        var name = $"sourceless-{kind}";
        await cluster.Kubectl.SucceedAsync(
            Manifests.Values("Secret", "vault", ns, ("token", "hidden")),
            Manifests.ApiOf(kind, name, ns, "apim", "  properties: [{key: token, value: '[[ secret \"vault/token\" ]]'}]"));
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        var id = await cluster.Kubectl.ReadAsync(ns, kind, name, "{.status.id}");

        await cluster.Kubectl.DeleteAsync(ns, "secret", "vault");
        await cluster.Kubectl.TellsAsync(ns, kind, name, "ResolvedRefs", "False", "vault");
        await cluster.Kubectl.DeleteAsync(ns, kind, name);

        cluster.Management.FindApi(id).ShouldBeNull();
    }

    private async Task<(string Namespace, string Name, string Id)> SyncedAsync(string kind, string about)
    {
        var ns = await cluster.NewNamespaceAsync($"policy-{about}-{kind}");
        var name = $"{about}-{kind}";
        await cluster.Kubectl.SucceedAsync(Manifests.ApiOf(kind, name, ns, "apim"));
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        return (ns, name, await cluster.Kubectl.ReadAsync(ns, kind, name, "{.status.id}"));
    }

    private Task AnnotateAsync(string ns, string kind, string name, string policy) =>
        cluster.Kubectl.RunAsync("-n", ns, "annotate", "--overwrite", kind, name, $"{AnnotationNames.ReconcilePolicy}={policy}");
}
