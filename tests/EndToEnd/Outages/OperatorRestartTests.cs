using System.Text;
using Gko.DevCluster.Management;
using Gko.EndToEnd.Clusters;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.Outages;

/// <summary>The operator as a process of its own, killed without warning and started again.</summary>
public abstract class OperatorRestartTests(ClusterFixture cluster)
{
    private const int Many = 100;

    private const string Stale = "restart-zzz";

    private const string Everything =
        "apidefinitions.gravitee.io,managementcontexts.gravitee.io,events,secrets,customresourcedefinitions,validatingwebhookconfigurations,mutatingwebhookconfigurations";

    [Fact]
    public async Task Restart_With100SyncedApis_CallsApimForNothingAndWritesNothing()
    {
        cluster.RequireOrSkip();
        await cluster.StopOperatorAsync();
        var environment = Environment();
        await using (var first = StartOperator(environment))
        {
            await first.WaitForLineAsync(line => line.Contains("gko is ready", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
            await ApplyManyAsync();
            await cluster.Kubectl.RunAsync("-n", "restart", "wait", "--for=condition=Ready", "apidefinition", "--all", "--timeout=90s");
            await EventsSettleAsync();
            await first.SignalAsync("KILL");
            await first.WaitForExitAsync(TimeSpan.FromSeconds(60));
        }

        await MakeOneStaleAsync();
        var before = await VersionsAsync();
        var calls = cluster.Management.Journal.Count;
        await using var second = StartOperator(environment);
        await second.WaitForLineAsync(line => line.Contains("gko is ready", StringComparison.Ordinal), TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(() => Writes(calls).Count > 0, TimeSpan.FromSeconds(60));
        await cluster.Kubectl.RunAsync("-n", "restart", "wait", "--for=condition=Ready", $"apidefinition/{Stale}", "--timeout=90s");

        (await VersionsAsync()).ShouldBe(before);
        Writes(calls).Count.ShouldBe(1);
        await second.SignalAsync("TERM");
        (await second.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0);
    }

    private Dictionary<string, string?> Environment() => new()
    {
        ["KUBECONFIG"] = cluster.KubeConfig,
        ["APPLY_CRDS"] = "true",
        ["PROBES_PORT"] = "0",
        ["WEBHOOK_URL"] = $"https://localhost:{FreePorts.Take(1)[0]}",
        ["WEBHOOK_CERT_SECRET_NAME"] = "gko-webhook-cert",
        ["WEBHOOK_NAMESPACE"] = "default",
    };

    private static ChildProcess StartOperator(Dictionary<string, string?> environment) =>
        ChildProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "gko.dll"), "run"], environment);

    private async Task ApplyManyAsync()
    {
        await cluster.NewNamespaceAsync("restart", withContext: false);
        var manifest = new StringBuilder(Manifests.Context("apim", "restart", cluster.Management.Url.ToString()));
        for (var index = 0; index < Many; index++)
        {
            manifest.Append("---\n").Append(Manifests.Api($"restart-{index}", "restart"));
        }

        manifest.Append("---\n").Append(Manifests.Api(Stale, "restart"));
        (await cluster.Kubectl.ApplyAsync(manifest.ToString())).OrThrow();
    }

    // Events trail the work that they tell of.
    private async Task EventsSettleAsync()
    {
        var last = "";
        await Eventually.TrueAsync(
            async () =>
            {
                var now = await VersionsAsync();
                var settled = now == last && now.Contains("UpdateSucceeded", StringComparison.Ordinal);
                last = now;
                return settled;
            },
            "no more events");
    }

    // The last one in the order of the first pass: once APIM was called for it, the operator has looked at all others.
    private Task MakeOneStaleAsync() => cluster.Kubectl.RunAsync(
        "-n", "restart", "patch", "apidefinition", Stale, "--subresource=status", "--type=merge", "-p", "{\"status\":{\"syncHash\":\"stale\"}}");

    private List<JournalEntry> Writes(long since) =>
        [.. cluster.Management.Journal.Since(since).Where(call => call.Method != "GET" && !call.Query.Contains("dryRun=true", StringComparison.Ordinal))];

    private async Task<string> VersionsAsync()
    {
        var lines = await cluster.Kubectl.RunAsync(
            "get", Everything, "-A", "-o",
            "jsonpath={range .items[*]}{.kind} {.metadata.namespace}/{.metadata.name} {.reason} {.metadata.resourceVersion}{\"\\n\"}{end}");
        return string.Join('\n', lines.Split('\n').Where(line => !line.Contains(Stale, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
