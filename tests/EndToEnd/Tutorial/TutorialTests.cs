using System.Diagnostics;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management;
using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.Tutorial;

/// <summary>Every step of the tutorial, with its manifests as they are printed there, looked at from APIM after each step.</summary>
public abstract class TutorialTests(ClusterFixture cluster)
{
    private const string Resource = "apidefinition/basic-api-example";

    /// <summary>It takes less than two seconds where nothing else uses the processor.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Tutorial_StepByStep_KeepsApimInStep()
    {
        cluster.RequireOrSkip();

        (await ApplyAsync("1-context.yaml")).ShouldContain("created");
        (await ApplyAsync("2-api.yaml")).ShouldContain("no plans");
        var sinceApply = Stopwatch.StartNew();
        await cluster.Kubectl.RunAsync("-n", "apim-example", "wait", "--for=condition=Ready", Resource, "--timeout=90s");
        sinceApply.Elapsed.ShouldBeLessThan(Soon);
        var created = await SyncedAsync("gko-example");
        ((string?)created["state"]).ShouldBe("STARTED");
        Path(created).ShouldBe("/k8s-basic");
        Target(created).ShouldBe("https://api.gravitee.io/echo");
        var id = (string)created["id"]!;

        await ApplyAndWaitAsync("3-stopped.yaml");
        ((string?)(await GetAsync(id))["state"]).ShouldBe("STOPPED");

        await ApplyAndWaitAsync("2-api.yaml");
        ((string?)(await GetAsync(id))["state"]).ShouldBe("STARTED");

        await ApplyAndWaitAsync("4-updated.yaml");
        var updated = await GetAsync(id);
        ((string?)updated["name"]).ShouldBe("gko-example-updated");
        Path(updated).ShouldBe("/k8s-basic-updated");
        Target(updated).ShouldBe("https://api.gravitee.io/whattimeisit");
        (await cluster.Apim.ListAsync()).Count(api => ((string?)api!["name"])!.StartsWith("gko-example", StringComparison.Ordinal)).ShouldBe(1);

        await DeleteAsync();
        (await cluster.Apim.GetAsync(id)).ShouldBeNull();
    }

    [Fact]
    public async Task Export_ReappliedAfterDeletion_CreatesTheSameApi()
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync("export");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("exported", @namespace))).OrThrow();
        await WaitAsync(@namespace, "apidefinition/exported");
        var id = (string)(await SyncedAsync("exported"))["id"]!;

        var export = await cluster.Apim.ExportAsync(
            id, DevManagementApi.DefaultToken, $"?managementContextName=apim&managementContextNamespace={@namespace}");
        await cluster.Kubectl.RunAsync("-n", @namespace, "delete", "apidefinition", "exported");
        (await cluster.Apim.GetAsync(id)).ShouldBeNull();
        (await cluster.Kubectl.ApplyAsync(export, "-n", @namespace)).OrThrow();

        await WaitAsync(@namespace, "apidefinition/exported");
        ((string?)(await GetAsync(id))["name"]).ShouldBe("exported");
    }

    [Fact]
    public async Task Export_ReappliedOverTheLiveApi_IsAdoptedWithoutADuplicate()
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync("reapply");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("reapplied", @namespace))).OrThrow();
        await WaitAsync(@namespace, "apidefinition/reapplied");
        var id = (string)(await SyncedAsync("reapplied"))["id"]!;
        var export = await cluster.Apim.ExportAsync(
            id, DevManagementApi.DefaultToken, $"?managementContextName=apim&managementContextNamespace={@namespace}");

        (await cluster.Kubectl.ApplyAsync(export, "-n", @namespace)).OrThrow();

        await WaitAsync(@namespace, "apidefinition/reapplied");
        (await cluster.Apim.ListAsync()).Count(api => (string?)api!["name"] == "reapplied").ShouldBe(1);
    }

    [Fact]
    public async Task Export_AsInTheTutorialWithoutAContext_IsAcceptedWithAWarning()
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync("plain-export");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("plain", @namespace))).OrThrow();
        await WaitAsync(@namespace, "apidefinition/plain");
        var id = (string)(await SyncedAsync("plain"))["id"]!;

        var export = await cluster.Apim.ExportAsync(id, DevManagementApi.DefaultToken, "?removeIds=true");
        await cluster.NewNamespaceAsync("plain-import", withContext: false);
        var applied = (await cluster.Kubectl.ApplyAsync(export, "-n", "plain-import")).OrThrow();

        applied.Error.ShouldContain("has no context");
        await Eventually.TrueAsync(
            async () => (await cluster.Kubectl.RunAsync(
                "-n", "plain-import", "get", "apidefinition", "plain", "-o", "jsonpath={.status.conditions[?(@.type==\"Ready\")].reason}")) == "IllegalStateError",
            "the object says that it needs a context");
    }

    [Fact]
    public void Manifests_ComparedWithTheTutorial_AreVerbatim()
    {
        var tutorial = RepositoryPaths.Shared("seeds", "003_9464f99e1fd02f1e.txt");
        Assert.SkipWhen(tutorial is null, "reference data is not beside the repository");

        var text = File.ReadAllText(tutorial);
        foreach (var name in new[] { "1-context.yaml", "2-api.yaml", "3-stopped.yaml", "4-updated.yaml" })
        {
            text.ShouldContain($"cat <<EOF | kubectl apply -f -\n{Read(name)}EOF\n");
        }
    }

    private static string Read(string name) => File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "Tutorial", name));

    private async Task<string> ApplyAsync(string name)
    {
        var result = (await cluster.Kubectl.ApplyAsync(Read(name))).OrThrow();
        return result.Output + result.Error;
    }

    private async Task ApplyAndWaitAsync(string name)
    {
        await ApplyAsync(name);
        await WaitAsync("apim-example", Resource);
    }

    private Task WaitAsync(string @namespace, string resource) =>
        cluster.Kubectl.RunAsync("-n", @namespace, "wait", "--for=condition=Ready", resource, "--timeout=90s");

    private Task DeleteAsync() =>
        cluster.Kubectl.RunAsync("-n", "apim-example", "delete", "apidefinitions.gravitee.io", "basic-api-example", "--timeout=90s");

    private async Task<JsonNode> SyncedAsync(string name)
    {
        var listed = await cluster.Apim.FindByNameAsync(name);
        listed.ShouldNotBeNull($"APIM has no API named {name}");
        return await GetAsync((string)listed["id"]!);
    }

    private async Task<JsonNode> GetAsync(string id)
    {
        var api = await cluster.Apim.GetAsync(id);
        api.ShouldNotBeNull($"APIM has no API {id}");
        return api;
    }

    private static string? Path(JsonNode api) => (string?)api["proxy"]!["virtual_hosts"]![0]!["path"];

    private static string? Target(JsonNode api) => (string?)api["proxy"]!["groups"]![0]!["endpoints"]![0]!["target"];
}
