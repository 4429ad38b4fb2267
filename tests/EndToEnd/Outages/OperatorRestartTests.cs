using System.Text;
using Gko.EndToEnd.Clusters;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.Outages;

/// <summary>The operator as a process of its own, killed without warning and started again.</summary>
public abstract class OperatorRestartTests(ClusterFixture cluster)
{
    private const int Many = 100;

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
            await cluster.Kubectl.RunAsync("-n", "restart", "wait", "--for=condition=Ready", "apidefinition", "--all", "--timeout=60s");
            await EventsSettleAsync();
            await first.SignalAsync("KILL");
            await first.WaitForExitAsync(TimeSpan.FromSeconds(10));
        }

        var before = await VersionsAsync();
        var calls = cluster.Management.Journal.Count;
        await using var second = StartOperator(environment);
        await second.WaitForLineAsync(line => line.Contains("gko is ready", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        var metrics = await LastReconcileAsync(second);

        (await VersionsAsync()).ShouldBe(before);
        cluster.Management.Journal.Since(calls).Where(call => call.Method != "GET").ShouldBeEmpty();
        await second.SignalAsync("TERM");
        (await second.WaitForExitAsync(TimeSpan.FromSeconds(30))).ShouldBe(0);
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

    // The API that changes is handled after the hundred from the start: changes come first, but only one is in work per worker.
    private async Task ReconciledAsync()
    {
        var asked = cluster.Management.Journal.Count;
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("probe", "restart"))).OrThrow();
        await cluster.Kubectl.RunAsync("-n", "restart", "wait", "--for=condition=Ready", "apidefinition/probe", "--timeout=30s");
        asked.ShouldBeGreaterThan(0);
    }

    private async Task<string> VersionsAsync() => await cluster.Kubectl.RunAsync(
        "get", Everything, "-A", "-o", "jsonpath={range .items[*]}{.kind} {.metadata.namespace}/{.metadata.name} {.reason} {.metadata.resourceVersion}{\"\\n\"}{end}");
}
