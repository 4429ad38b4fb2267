using System.Text.Json.Nodes;
using Gko.EndToEnd.Clusters;
using Gko.Kubernetes.Configuration;
using Gko.Testing;

namespace Gko.EndToEnd.Webhooks;

/// <summary>The webhooks as the operator registers them, and who passes without being asked about.</summary>
public abstract class RegistrationTests(ClusterFixture cluster)
{
    private const string Kind = "validatingwebhookconfiguration";
    private const string Name = "gko-validating-webhook-configurations";
    private const string Account = "system:serviceaccount:default:gko-manager";

    [Fact]
    public async Task OperatorAway_WhatIsBeingDeleted_CanStillBeFinished()
    {
        cluster.RequireOrSkip();
        var ns = await cluster.NewNamespaceAsync("away");
        await cluster.Kubectl.SucceedAsync(Manifests.Api("live", ns), Manifests.Api("dying", ns));
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V2, "live", "dying");
        await cluster.Kubectl.PatchAsync(ns, Manifests.V2, "dying", """[{"op":"add","path":"/metadata/finalizers/-","value":"demo.io/wait"}]""", "--type=json");
        await cluster.Kubectl.StartDeletionAsync(ns, Manifests.V2, "dying");
        await LeadNowhereAsync();

        await cluster.Kubectl.RunAsync("-n", ns, "annotate", Manifests.V2, "dying", "a=b");
        await cluster.Kubectl.StartDeletionAsync(ns, Manifests.V2, "dying");
        await cluster.Kubectl.PatchAsync(ns, Manifests.V2, "dying", """{"metadata":{"finalizers":null}}""");
        var annotation = await cluster.Kubectl.TryAsync(null, "-n", ns, "annotate", Manifests.V2, "live", "a=b");
        var deletion = await cluster.Kubectl.TryAsync(null, "-n", ns, "delete", Manifests.V2, "live", "--wait=false");

        (await cluster.Kubectl.ExistsAsync(ns, Manifests.V2, "dying")).ShouldBeFalse();
        annotation.Error.ShouldContain("failed calling webhook");
        deletion.Error.ShouldContain("failed calling webhook");
        await cluster.Kubectl.RunAsync("delete", Kind, "nowhere");
        await cluster.StartOperatorAsync();
    }

    [Fact]
    public async Task OperatorOnAnAccount_ItsOwnWritesPass_AndThoseOfOthersDoNot()
    {
        cluster.RequireOrSkip();
        var ns = await cluster.NewNamespaceAsync("account");
        await cluster.StopOperatorAsync();
        var connection = KubeConfigLoader.Load(new KubeConfigOptions { Path = cluster.KubeConfig });
        await cluster.StartOperatorAsync(connection with { Impersonate = new Impersonation { User = Account, Groups = ["system:masters"] } });
        var refused = Manifests.Api("refused", ns, context: "nowhere");

        (await ExpressionsAsync()).ShouldContain($"request.userInfo.username != \"{Account}\"");
        (await cluster.Kubectl.ApplyAsync(refused)).Error.ShouldContain("denied the request");
        (await cluster.Kubectl.ApplyAsync(refused, $"--as={Account}", "--as-group=system:masters")).OrThrow();

        await cluster.StopOperatorAsync();
        await cluster.StartOperatorAsync();
        (await ExpressionsAsync()).ShouldNotContain(Account);
    }

    [Fact]
    public async Task CaBundleIsReset_IsRepairedWithinSeconds()
    {
        cluster.RequireOrSkip();
        var trusted = await CaBundleAsync();
        trusted.ShouldNotBeEmpty();

        await cluster.Kubectl.RunAsync(
            "patch", Kind, Name, "--type=json", "-p", """[{"op":"remove","path":"/webhooks/0/clientConfig/caBundle"}]""");

        await Eventually.TrueAsync(async () => await CaBundleAsync() == trusted, "the CA bundle is back", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task ConfigurationIsDeleted_ComesBackWithinSeconds()
    {
        cluster.RequireOrSkip();

        await cluster.Kubectl.RunAsync("delete", Kind, Name);

        await Eventually.TrueAsync(
            async () => (await cluster.Kubectl.TryAsync(null, "get", Kind, Name)).ExitCode == 0, "the configuration is back", TimeSpan.FromSeconds(5));
    }

    private Task<string> CaBundleAsync() =>
        cluster.Kubectl.RunAsync("get", Kind, Name, "-o", "jsonpath={.webhooks[0].clientConfig.caBundle}");

    private Task<string> ExpressionsAsync() =>
        cluster.Kubectl.RunAsync("get", Kind, Name, "-o", "jsonpath={.webhooks[*].matchConditions[*].expression}");

    /// <summary>Stops the operator, which takes its webhooks along, and registers them again with an address where nobody is.</summary>
    private async Task LeadNowhereAsync()
    {
        var registered = JsonNode.Parse(await cluster.Kubectl.RunAsync("get", Kind, Name, "-o", "json"))!.AsObject();
        await cluster.StopOperatorAsync();
        registered["metadata"] = new JsonObject { ["name"] = "nowhere" };
        foreach (var webhook in registered["webhooks"]!.AsArray())
        {
            webhook!["clientConfig"] = new JsonObject { ["url"] = "https://127.0.0.1:9/x" };
        }

        await cluster.Kubectl.SucceedAsync(registered.ToJsonString());
        await Eventually.TrueAsync(
            async () => (await cluster.Kubectl.TryAsync(Manifests.Api("probe", "default"), "create", "--dry-run=server", "-f", "-")).ExitCode != 0,
            "the API server has learnt of the webhooks");
    }
}
