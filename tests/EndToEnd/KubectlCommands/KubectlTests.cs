using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.KubectlCommands;

/// <summary>What a user types besides apply.</summary>
public abstract class KubectlTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Get_ReadyApi_ShowsUsefulColumns()
    {
        var @namespace = await ReadyApiAsync("columns");

        var lines = (await cluster.Kubectl.RunAsync("-n", @namespace, "get", "apidefinitions")).Split('\n');

        var header = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        header.ShouldBe(["NAME", "ENTRYPOINT", "ENDPOINT", "VERSION", "STATE", "READY", "REASON", "AGE"]);
        lines[1].ShouldContain("columns");
        lines[1].ShouldContain("/columns");
        lines[1].ShouldContain("STARTED");
        lines[1].ShouldContain("True");
        lines[1].ShouldContain("Synced");
    }

    [Fact]
    public async Task Describe_ReadyApi_ShowsConditionsAndEvents()
    {
        var @namespace = await ReadyApiAsync("described");

        string text = "";
        await Eventually.TrueAsync(
            async () => (text = await cluster.Kubectl.RunAsync("-n", @namespace, "describe", "apidefinition", "described")).Contains("UpdateSucceeded", StringComparison.Ordinal),
            "the event UpdateSucceeded in describe");

        text.ShouldContain("Synced to APIM as");
        text.ShouldContain("ResolvedRefs");
        text.ShouldMatch("Observed Generation: +1");
    }

    [Fact]
    public async Task Explain_Proxy_Explains()
    {
        cluster.RequireOrSkip();

        var text = await cluster.Kubectl.RunAsync("explain", "apidefinition.spec.proxy");

        text.ShouldContain("virtual_hosts");
        text.ShouldContain("Entrypoints of the API and the backends behind them.");
        text.ShouldNotContain("<no description>");
    }

    [Fact]
    public async Task Diff_ChangedManifest_ShowsTheChangeAndStoresNothing()
    {
        var @namespace = await ReadyApiAsync("diffed");

        var diff = await cluster.Kubectl.TryAsync(Manifests.Api("diffed", @namespace, path: "/other"), "diff", "-f", "-");

        diff.ExitCode.ShouldBe(1);
        diff.Output.ShouldContain("-    - path: /diffed");
        diff.Output.ShouldContain("+    - path: /other");
        (await JsonPathAsync(@namespace, "diffed", "{.spec.proxy.virtual_hosts[0].path}")).ShouldBe("/diffed");
    }

    [Fact]
    public async Task Apply_DryRunOnTheServer_StoresNothing()
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync("dry");

        var result = (await cluster.Kubectl.ApplyAsync(Manifests.Api("dry", @namespace), "--dry-run=server")).OrThrow();

        result.Output.ShouldContain("created (server dry run)");
        (await cluster.Kubectl.TryAsync(null, "-n", @namespace, "get", "apidefinition", "dry")).Error.ShouldContain("not found");
        (await cluster.Apim.FindByNameAsync("dry")).ShouldBeNull();
    }

    [Fact]
    public async Task Apply_ServerSide_SyncsAndKeepsStatus()
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync("server-side");

        (await cluster.Kubectl.ApplyAsync(Manifests.Api("applied", @namespace), "--server-side")).OrThrow();
        await WaitAsync(@namespace, "applied");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("applied", @namespace, more: "  state: STOPPED"), "--server-side")).OrThrow();
        await WaitAsync(@namespace, "applied");

        (await JsonPathAsync(@namespace, "applied", "{.status.state}")).ShouldBe("STOPPED");
        (await JsonPathAsync(@namespace, "applied", "{.metadata.finalizers[0]}")).ShouldBe("finalizers.gravitee.io/apidefinitiondeletion");
    }

    [Fact]
    public async Task Apply_UnknownField_IsRefusedWithItsPath()
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync("strict");

        var result = await cluster.Kubectl.ApplyAsync(Manifests.Api("strict", @namespace, more: "  bogus: true"));

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("strict decoding error: unknown field \"spec.bogus\"");
    }

    [Fact]
    public async Task Apply_WrongTypes_AreRefusedWithTheirPath()
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync("types");

        var result = await cluster.Kubectl.ApplyAsync(Manifests.Api("types", @namespace, more: "  state: PAUSED"));

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("spec.state: Unsupported value: \"PAUSED\": supported values: \"STARTED\", \"STOPPED\"");
    }

    [Fact]
    public async Task Apply_SameManifestTwice_ChangesNothingAndDoesNotCallApim()
    {
        var @namespace = await ReadyApiAsync("twice");
        var before = await JsonPathAsync(@namespace, "twice", "{.metadata.resourceVersion}");

        var calls = cluster.Management.Journal.Count;

        (await cluster.Kubectl.ApplyAsync(Manifests.Api("twice", @namespace))).OrThrow();

        cluster.Management.Journal.Since(calls).Count(call => (string?)call.Json()?["name"] == "twice").ShouldBe(0);
        (await JsonPathAsync(@namespace, "twice", "{.metadata.resourceVersion}")).ShouldBe(before);
    }

    [Fact]
    public async Task Delete_ReadyApi_RemovesTheApiFromApim()
    {
        var @namespace = await ReadyApiAsync("deleted");

        await cluster.Kubectl.RunAsync("-n", @namespace, "delete", "apidefinition", "deleted", "--timeout=90s");

        (await cluster.Apim.FindByNameAsync("deleted")).ShouldBeNull();
    }

    private async Task<string> ReadyApiAsync(string name)
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync($"{name}-test");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api(name, @namespace))).OrThrow();
        await WaitAsync(@namespace, name);
        return @namespace;
    }

    private Task WaitAsync(string @namespace, string name) =>
        cluster.Kubectl.RunAsync("-n", @namespace, "wait", "--for=condition=Ready", $"apidefinition/{name}", "--timeout=90s");

    private Task<string> JsonPathAsync(string @namespace, string name, string path) =>
        cluster.Kubectl.RunAsync("-n", @namespace, "get", "apidefinition", name, "-o", $"jsonpath={path}");
}
