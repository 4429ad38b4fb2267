using Gko.EndToEnd.Clusters;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.Admission;

/// <summary>Every kind through kubectl and real webhooks: what is fit passes, what is not is refused with the reason.</summary>
public abstract class AdmissionTests(ClusterFixture cluster)
{
    // As the samples' page says: what is referred to comes first.
    private static readonly string[] Samples =
    [
        "managementcontext", "group", "notification", "apiresource", "sharedpolicygroup", "dictionary", "apidefinition", "apiv4definition",
        "application", "portal", "portallisting", "portallink", "documentation",
    ];

    [Fact]
    public async Task Apply_SampleOfEachKind_IsAdmitted()
    {
        var @namespace = await NamespaceAsync("samples");

        var refused = new List<string>();
        foreach (var sample in Samples)
        {
            var result = await cluster.Kubectl.TryAsync(
                null, "-n", @namespace, "apply", "-f", RepositoryPaths.Of("manifests", "samples", $"{sample}.yaml"));
            if (result.ExitCode != 0)
            {
                refused.Add($"{sample}: {result}");
            }
        }

        refused.ShouldBeEmpty();
    }

    // The API of the samples waits for its shared policy group, and nobody can subscribe to one that waits.
    [Fact]
    public async Task Apply_SubscriptionToAReadyApi_IsAdmitted()
    {
        var @namespace = await NamespaceAsync("subscribed");
        await cluster.Kubectl.SucceedAsync(
            Manifests.ApiV4("sold", @namespace).Replace("KEY_LESS", "API_KEY", StringComparison.Ordinal),
            Object("Application", "shop", @namespace, "{name: shop, description: none, contextRef: {name: apim}, settings: {app: {type: WEB, clientId: shop}}}"));
        await cluster.Kubectl.ReadyAsync(@namespace, $"{Manifests.V4}/sold");

        await cluster.Kubectl.SucceedAsync(
            Object("Subscription", "shop-of-sold", @namespace, "{api: {name: sold}, application: {name: shop}, plan: KeyLess}"));
    }

    [Fact]
    public async Task Apply_UnfitManifestOfEachKind_IsRefusedWithReasonAndField()
    {
        var @namespace = await NamespaceAsync("unfit");

        var unlike = new List<string>();
        foreach (var kind in UnfitManifests.Kinds)
        {
            var (manifest, reason, field) = UnfitManifests.Of(kind, @namespace);
            var result = await cluster.Kubectl.ApplyAsync(manifest);
            string[] expected = ["denied the request", reason, field];
            if (result.ExitCode == 0 || !expected.All(text => result.Error.Contains(text, StringComparison.Ordinal)))
            {
                unlike.Add($"{kind}: {result}");
            }
        }

        unlike.ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_SharedPolicyGroupThatAnApiRuns_IsRefusedWithACommandThatNamesTheApi()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the command is for a Unix shell");
        var @namespace = await NamespaceAsync("shared");
        await cluster.Kubectl.SucceedAsync(
            Object("SharedPolicyGroup", "limit", @namespace, "{name: limit, contextRef: {name: apim}, apiType: PROXY, phase: REQUEST}"),
            Manifests.ApiV4("user-of-limit", @namespace, more: "  flows:\n  - name: all\n    enabled: true\n    selectors: [{type: HTTP, path: /, pathOperator: STARTS_WITH}]\n    request:\n    - name: Limit\n      enabled: true\n      sharedPolicyGroupRef: {name: limit}"),
            Manifests.ApiV4("no-user-of-limit", @namespace));

        var message = "";
        await Eventually.TrueAsync(
            async () =>
            {
                var result = await cluster.Kubectl.TryAsync(null, "-n", @namespace, "delete", "sharedpolicygroup", "limit", "--dry-run=server");
                message = result.Error;
                return result.ExitCode != 0;
            },
            "the API is known to use the group");

        message.ShouldContain("[limit] cannot be deleted because 1 APIs are relying on this Shared Policy Group.");
        var command = message[(message.IndexOf("command: ", StringComparison.Ordinal) + "command: ".Length)..].Trim();
        var list = await ChildProcess.RunAsync("/bin/sh", ["-c", $"export KUBECONFIG='{cluster.KubeConfig}'; {command}"]);
        list.OrThrow().Output.Trim().ShouldBe($"{@namespace}/user-of-limit: limit");
    }

    [Fact]
    public async Task Delete_NotificationThatAnApiNames_IsAWarningThatNamesTheApi()
    {
        var @namespace = await NamespaceAsync("in-use");
        await cluster.Kubectl.SucceedAsync(
            Object("Notification", "bell", @namespace, "{target: console, eventType: api, console: {apiEvents: [API_STARTED]}}"),
            Manifests.Api("rung", @namespace, more: "  notificationsRefs: [{name: bell}]"));

        var warning = "";
        await Eventually.TrueAsync(
            async () => (warning = (await cluster.Kubectl.TryAsync(null, "-n", @namespace, "delete", "notification", "bell", "--dry-run=server"))
                .OrThrow().Error).Length > 0,
            "the API is known to use the notification");

        warning.ShouldContain($"Warning: [bell] is still used by 1 ApiDefinition ({@namespace}/rung)");
    }

    private static string Object(string kind, string name, string @namespace, string spec) =>
        $"apiVersion: gravitee.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: {name}\n  namespace: {@namespace}\nspec: {spec}\n";

    private Task<string> NamespaceAsync(string name)
    {
        cluster.RequireOrSkip();
        return cluster.NewNamespaceAsync(name);
    }
}
