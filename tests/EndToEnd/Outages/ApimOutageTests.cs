using System.Text;
using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.Outages;

/// <summary>The Management API goes away and comes back; nobody touches the cluster in between.</summary>
public abstract class ApimOutageTests(ClusterFixture cluster)
{
    private const int Many = 20;

    [Fact]
    public async Task Apply_WhileApimIsDown_IsAdmittedWithAWarningAndSyncedLater()
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync("outage");
        await cluster.Management.StopAsync();

        var applied = (await cluster.Kubectl.ApplyAsync(Manifests.Api("patient", @namespace))).OrThrow();

        applied.Error.ShouldContain("Warning: APIM could not check this API");
        await Eventually.TrueAsync(
            async () => await JsonPathAsync(@namespace, "patient", "{.status.conditions[?(@.type==\"Ready\")].status}") == "False",
            "the Ready condition tells of the outage");
        (await JsonPathAsync(@namespace, "patient", "{.status.conditions[?(@.type==\"Accepted\")].reason}")).ShouldBe("ControlPlaneError");

        await cluster.Management.StartAsync();
        await WaitAsync(@namespace, "patient");
        (await cluster.Apim.FindByNameAsync("patient")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Kill_DuringAnApplyOfManyApis_AllBecomeReadyAfterTheRestart()
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync("crash");
        var manifest = new StringBuilder();
        for (var index = 0; index < Many; index++)
        {
            manifest.Append("---\n").Append(Manifests.Api($"crash-{index}", @namespace));
        }

        var applying = cluster.Kubectl.ApplyAsync(manifest.ToString());
        await Eventually.TrueAsync(async () => (await cluster.Apim.ListAsync()).Count(IsOurs) > Many / 4, "some APIs are synced");
        await cluster.Management.StopAsync();
        (await applying).OrThrow();
        await cluster.Management.StartAsync();

        await cluster.Kubectl.RunAsync("-n", @namespace, "wait", "--for=condition=Ready", "apidefinition", "--all", "--timeout=90s");
        (await cluster.Apim.ListAsync()).Count(IsOurs).ShouldBe(Many);
    }

    [Fact]
    public async Task Delete_WhileApimIsDown_WaitsAndLeavesNothingBehind()
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync("leaving");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("leaving", @namespace))).OrThrow();
        await WaitAsync(@namespace, "leaving");
        await cluster.Management.StopAsync();

        await cluster.Kubectl.RunAsync("-n", @namespace, "delete", "apidefinition", "leaving", "--wait=false");
        await Eventually.TrueAsync(
            async () => await JsonPathAsync(@namespace, "leaving", "{.status.conditions[?(@.type==\"Ready\")].reason}") == "DeletionBlocked",
            "the object says why it is still there");

        await cluster.Management.StartAsync();
        await cluster.Kubectl.RunAsync("-n", @namespace, "wait", "--for=delete", "apidefinition/leaving", "--timeout=90s");
        (await cluster.Apim.FindByNameAsync("leaving")).ShouldBeNull();
    }

    private static bool IsOurs(System.Text.Json.Nodes.JsonNode? api) => ((string?)api!["name"])!.StartsWith("crash-", StringComparison.Ordinal);

    private Task WaitAsync(string @namespace, string name) =>
        cluster.Kubectl.RunAsync("-n", @namespace, "wait", "--for=condition=Ready", $"apidefinition/{name}", "--timeout=90s");

    private Task<string> JsonPathAsync(string @namespace, string name, string path) =>
        cluster.Kubectl.RunAsync("-n", @namespace, "get", "apidefinition", name, "-o", $"jsonpath={path}");
}
