using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.Deletions;

/// <summary>Objects go while the operator is not there to see it. After its next start nothing hangs and nothing is left in APIM.</summary>
public abstract class DeletionsWhileDownTests(ClusterFixture cluster)
{
    private const string NoFinalizers = """{"metadata":{"finalizers":null}}""";

    [Fact]
    public async Task Api_Deleted_IsRemovedFromApim()
    {
        var @namespace = await SyncedThenStoppedAsync("down-api");

        await DeleteAsync(@namespace, "apidefinition/down-api");
        await cluster.StartOperatorAsync();

        await GoneAsync(@namespace, "apidefinition/down-api");
        (await cluster.Apim.FindByNameAsync("down-api")).ShouldBeNull();
    }

    [Fact]
    public async Task ContextAndApi_DeletedTogether_BothGoInTheRightOrder()
    {
        var @namespace = await SyncedThenStoppedAsync("down-both");

        await DeleteAsync(@namespace, "managementcontext/apim", "apidefinition/down-both");
        await cluster.StartOperatorAsync();

        await GoneAsync(@namespace, "apidefinition/down-both", "managementcontext/apim");
        (await cluster.Apim.FindByNameAsync("down-both")).ShouldBeNull();
    }

    [Fact]
    public async Task Namespace_Deleted_LeavesNothingBehind()
    {
        var @namespace = await SyncedThenStoppedAsync("down-namespace");

        await DeleteNamespaceAsync(@namespace);
        await cluster.StartOperatorAsync();

        await GoneAsync(@namespace, "apidefinition/down-namespace", "managementcontext/apim");
        (await cluster.Apim.FindByNameAsync("down-namespace")).ShouldBeNull();
    }

    /// <summary>The credentials went with the Secret and nothing can be put into the namespace: only the API in APIM is left.</summary>
    [Fact]
    public async Task Namespace_DeletedWithTheSecretOfItsContext_DoesNotHang()
    {
        var @namespace = await SyncedThenStoppedAsync("down-secret", withSecret: true);

        await DeleteNamespaceAsync(@namespace);
        await cluster.StartOperatorAsync();

        await GoneAsync(@namespace, "apidefinition/down-secret", "managementcontext/apim");
    }

    [Fact]
    public async Task Namespace_DeletedWithTheSecretWhileTheOperatorRuns_LeavesNothingBehind()
    {
        var @namespace = await SyncedAsync("up-secret", withSecret: true);
        await cluster.Kubectl.RunAsync("-n", @namespace, "wait", "--for=condition=Ready", "managementcontext/apim", "--timeout=90s");

        await DeleteNamespaceAsync(@namespace);

        await GoneAsync(@namespace, "apidefinition/up-secret", "managementcontext/apim");
        (await cluster.Apim.FindByNameAsync("up-secret")).ShouldBeNull();
    }

    [Fact]
    public async Task Api_DeletedAndMadeAgain_TakesOverItsPredecessorInApim()
    {
        var @namespace = await SyncedThenStoppedAsync("down-again");
        var former = (string?)(await cluster.Apim.FindByNameAsync("down-again"))!["id"];

        await VanishAsync(@namespace, "apidefinition/down-again");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("down-again", @namespace))).OrThrow();
        await cluster.StartOperatorAsync();

        await ReadyAsync(@namespace, "down-again");
        var inApim = (await cluster.Apim.ListAsync()).Where(api => (string?)api!["name"] == "down-again").ShouldHaveSingleItem();
        ((string?)inApim!["id"]).ShouldBe(former);
        await cluster.Kubectl.RunAsync("-n", @namespace, "delete", "apidefinition", "down-again", "--timeout=90s");
        (await cluster.Apim.FindByNameAsync("down-again")).ShouldBeNull();
    }

    [Fact]
    public async Task Finalizer_RemovedByHand_IsPutBackSoThatADeletionIsSeen()
    {
        var @namespace = await SyncedThenStoppedAsync("down-finalizer");

        await cluster.Kubectl.RunAsync("-n", @namespace, "patch", "apidefinition", "down-finalizer", "--type=merge", "-p", NoFinalizers);
        await cluster.StartOperatorAsync();

        await Eventually.TrueAsync(
            async () => (await FinalizersAsync(@namespace, "down-finalizer")).Length > 0, "the finalizer is back", TimeSpan.FromSeconds(40));
        await cluster.Kubectl.RunAsync("-n", @namespace, "delete", "apidefinition", "down-finalizer", "--timeout=90s");
        (await cluster.Apim.FindByNameAsync("down-finalizer")).ShouldBeNull();
    }

    /// <summary>The one case in which an API stays in APIM: nothing in the cluster tells of it any more.</summary>
    [Fact]
    public async Task Api_DeletedAfterItsFinalizerWasRemovedByHand_StaysInApimAndHarmsNobody()
    {
        var @namespace = await SyncedThenStoppedAsync("down-vanished");

        await VanishAsync(@namespace, "apidefinition/down-vanished");
        await DeleteAsync(@namespace, "managementcontext/apim");
        await cluster.StartOperatorAsync();

        await GoneAsync(@namespace, "managementcontext/apim");
        (await cluster.Apim.FindByNameAsync("down-vanished")).ShouldNotBeNull();
    }

    private async Task<string> SyncedThenStoppedAsync(string name, bool withSecret = false)
    {
        await SyncedAsync(name, withSecret);
        await cluster.StopOperatorAsync();
        return name;
    }

    /// <summary>A namespace with a context and an API of the same name as the namespace, in sync.</summary>
    private async Task<string> SyncedAsync(string name, bool withSecret = false)
    {
        cluster.RequireOrSkip();
        await cluster.StopOperatorAsync();
        await cluster.NewNamespaceAsync(name, withContext: false);
        await cluster.StartOperatorAsync();
        if (withSecret)
        {
            await cluster.Kubectl.RunAsync("-n", name, "create", "secret", "generic", "apim", "--from-literal=username=admin", "--from-literal=password=admin");
        }

        var context = withSecret ? Manifests.ContextWithSecret("apim", name, "apim") : Manifests.Context("apim", name);
        (await cluster.Kubectl.ApplyAsync($"{context}---\n{Manifests.Api(name, name)}")).OrThrow();
        await ReadyAsync(name, name);
        return name;
    }

    private Task ReadyAsync(string @namespace, string name) =>
        cluster.Kubectl.RunAsync("-n", @namespace, "wait", "--for=condition=Ready", $"apidefinition/{name}", "--timeout=90s");

    private Task DeleteAsync(string @namespace, params string[] names) =>
        cluster.Kubectl.RunAsync(["-n", @namespace, "delete", .. names, "--wait=false"]);

    private async Task GoneAsync(string @namespace, params string[] names)
    {
        foreach (var name in names)
        {
            await cluster.Kubectl.RunAsync("-n", @namespace, "wait", "--for=delete", name, "--timeout=90s");
        }
    }

    /// <summary>An object that goes without anybody being able to notice.</summary>
    private async Task VanishAsync(string @namespace, string name)
    {
        await DeleteAsync(@namespace, name);
        await cluster.Kubectl.RunAsync("-n", @namespace, "patch", name, "--type=merge", "-p", NoFinalizers);
    }

    /// <summary>
    /// Deletes what is in the namespace too, as the namespace controller does, which ring 4 has not: Secrets are not waited for,
    /// and what is refused is tried again.
    /// </summary>
    private async Task DeleteNamespaceAsync(string @namespace)
    {
        await cluster.Kubectl.RunAsync("delete", "namespace", @namespace, "--wait=false");
        await Eventually.TrueAsync(
            async () => (await cluster.Kubectl.TryAsync(
                null, "-n", @namespace, "delete", "secrets,apidefinitions,managementcontexts", "--all", "--wait=false")).ExitCode == 0,
            "everything is told to go",
            TimeSpan.FromSeconds(40));
    }

    private Task<string> FinalizersAsync(string @namespace, string name) =>
        cluster.Kubectl.RunAsync("-n", @namespace, "get", "apidefinition", name, "-o", "jsonpath={.metadata.finalizers}");
}
