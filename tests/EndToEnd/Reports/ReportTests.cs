using System.Globalization;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management;
using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.Reports;

/// <summary>What the operator tells through statuses and events, and that it does not say the same thing twice.</summary>
public abstract class ReportTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Status_IsAppliedOnItsSubresourceOnly()
    {
        var @namespace = await SyncedAsync("report-owner");

        var fields = (await ApiAsync(@namespace, "report-owner", "--show-managed-fields"))["metadata"]!["managedFields"]!.AsArray();

        var applied = fields.Where(entry => (string?)entry!["operation"] == "Apply").ShouldHaveSingleItem()!;
        ((string?)applied["manager"], (string?)applied["subresource"]).ShouldBe(("gravitee.io/operator", "status"));
        applied["fieldsV1"]!.AsObject().Select(field => field.Key).ShouldBe(["f:status"]);
    }

    [Fact]
    public async Task Status_SyncedAgainWithTheSameOutcome_IsNotWritten()
    {
        var @namespace = await SyncedAsync("report-same");
        var before = await ApiAsync(@namespace, "report-same");
        await cluster.StopOperatorAsync();
        var calls = cluster.Management.Journal.Count;

        await cluster.StartOperatorAsync(("RECONCILE_STRATEGY", "always"));

        await Eventually.TrueAsync(() => Imports(calls, "report-same") == 1, TimeSpan.FromSeconds(60));
        await cluster.StopOperatorAsync();
        var after = await ApiAsync(@namespace, "report-same");
        await cluster.StartOperatorAsync();
        ((string?)after["metadata"]!["resourceVersion"]).ShouldBe((string?)before["metadata"]!["resourceVersion"]);
    }

    [Fact]
    public async Task Status_OutcomeStaysTheSameForANewSpec_KeepsItsTransitionTimes()
    {
        var @namespace = await SyncedAsync("report-times");
        var before = (await ApiAsync(@namespace, "report-times"))["status"]!["conditions"]!.AsArray();
        var since = before.Max(condition => Time(condition!));
        await Eventually.TrueAsync(() => DateTimeOffset.UtcNow > since.AddSeconds(2));

        (await cluster.Kubectl.ApplyAsync(Manifests.Api("report-times", @namespace, path: "/report-times-2"))).OrThrow();

        await Eventually.TrueAsync(
            async () => (int?)(await ApiAsync(@namespace, "report-times"))["status"]!["observedGeneration"] == 2, "the new spec is synced");
        var after = (await ApiAsync(@namespace, "report-times"))["status"]!["conditions"]!.AsArray();
        after.Select(condition => Time(condition!)).ShouldBe(before.Select(condition => Time(condition!)));
        after.ShouldAllBe(condition => (int?)condition!["observedGeneration"] == 2);
    }

    [Fact]
    public async Task Events_OfAFailureThatLasts_AreOneEventWithACount()
    {
        cluster.RequireOrSkip();
        var @namespace = await cluster.NewNamespaceAsync("report-failure");
        using var broken = cluster.Management.Faults.Add(new Fault { Method = "PUT", Query = "dryRun=false", Status = 503, Body = "maintenance" });

        (await cluster.Kubectl.ApplyAsync(Manifests.Api("report-failure", @namespace))).OrThrow();

        await Eventually.TrueAsync(async () => (await FailuresAsync(@namespace)).Any(count => count >= 3), "the failure is counted", TimeSpan.FromSeconds(90));
        (await FailuresAsync(@namespace)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Events_OfTheLastMomentBeforeAStop_AreWritten()
    {
        var @namespace = await SyncedAsync("report-stop");
        await cluster.StopOperatorAsync();

        var reasons = await cluster.Kubectl.RunAsync(
            "-n", @namespace, "get", "events", "--field-selector", "involvedObject.name=report-stop", "-o", "jsonpath={.items[*].reason}");
        await cluster.StartOperatorAsync();

        reasons.ShouldContain("UpdateSucceeded");
    }

    private static DateTimeOffset Time(JsonNode condition) =>
        DateTimeOffset.Parse((string)condition["lastTransitionTime"]!, CultureInfo.InvariantCulture);

    private async Task<string> SyncedAsync(string name)
    {
        cluster.RequireOrSkip();
        await cluster.NewNamespaceAsync(name);
        (await cluster.Kubectl.ApplyAsync(Manifests.Api(name, name))).OrThrow();
        await cluster.Kubectl.RunAsync("-n", name, "wait", "--for=condition=Ready", $"apidefinition/{name}", "--timeout=90s");
        return name;
    }

    private async Task<JsonNode> ApiAsync(string @namespace, string name, params string[] more) =>
        JsonNode.Parse(await cluster.Kubectl.RunAsync(["-n", @namespace, "get", "apidefinition", name, "-o", "json", .. more]))!;

    private async Task<IReadOnlyList<int>> FailuresAsync(string @namespace) =>
    [
        .. (await cluster.Kubectl.RunAsync(
                "-n", @namespace, "get", "events", "--field-selector", "reason=UpdateFailed", "-o", "jsonpath={.items[*].count}"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse),
    ];

    private int Imports(long since, string name) => cluster.Management.Journal.Since(since).Count(call =>
        call.Method == "PUT" && call.Query.Contains("dryRun=false", StringComparison.Ordinal) && (string?)call.Json()!["name"] == name);
}
