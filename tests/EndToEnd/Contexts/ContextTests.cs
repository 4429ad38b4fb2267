using Gko.DevCluster.Management;
using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Contexts;

/// <summary>Contexts: several of them, their credentials, and APIs of other namespaces.</summary>
public abstract class ContextTests(ClusterFixture cluster)
{
    private const string Context = "managementcontext";

    /// <summary>Half of the minute after which a context is looked at anyway.</summary>
    private const string AtOnce = "--timeout=30s";

    [Fact]
    public async Task Contexts_OfTwoEnvironments_EachHoldItsOwnApis()
    {
        cluster.RequireOrSkip();
        cluster.Management.AddEnvironment(new EnvironmentSeed("DEFAULT", "STAGING"));
        var ns = await cluster.NewNamespaceAsync("environments");
        await cluster.Kubectl.SucceedAsync(
            Manifests.Context("staging", ns, environment: "STAGING"),
            Manifests.Api("live", ns),
            Manifests.Api("staged", ns, context: "staging"),
            Manifests.ApiV4("live-v4", ns),
            Manifests.ApiV4("staged-v4", ns, context: "staging"));

        await cluster.Kubectl.ReadyAsync(ns, Manifests.V2, "--all");
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V4, "--all");

        NamesIn("DEFAULT").Where(name => !OfOtherTests.Contains(name)).ShouldBe(["live", "live-v4"], ignoreOrder: true);
        NamesIn("STAGING").ShouldBe(["staged", "staged-v4"], ignoreOrder: true);
        (await cluster.Kubectl.ReadAsync(ns, Manifests.V2, "staged", "{.status.environmentId}")).ShouldBe("STAGING");
        (await cluster.Kubectl.ReadAsync(ns, Manifests.V4, "live-v4", "{.status.environmentId}")).ShouldBe("DEFAULT");
        (await cluster.Kubectl.ReadAsync(ns, Manifests.V4, "staged-v4", "{.status.environmentId}")).ShouldBe("STAGING");
    }

    [Fact]
    public async Task Secret_Rotated_TheContextFollowsAndApisAreNotSentAgain()
    {
        cluster.RequireOrSkip();
        var ns = await cluster.NewNamespaceAsync("rotation", withContext: false);
        await cluster.Kubectl.SucceedAsync(
            Credentials(ns, "admin"),
            Manifests.ContextWithSecret("apim", ns, "login"),
            Manifests.Api("rotated", ns),
            Manifests.ApiV4("rotated-v4", ns));
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V2, "rotated");
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V4, "rotated-v4");
        await cluster.Kubectl.ReadyAsync(ns, Context, "apim");

        await cluster.Kubectl.SucceedAsync(Credentials(ns, "wrong"));
        await cluster.Kubectl.RunAsync("-n", ns, "wait", "--for=condition=Ready=false", Context, "apim", AtOnce);
        (await cluster.Kubectl.ConditionAsync(ns, Context, "apim", "Ready")).ShouldContain("401");

        await cluster.Kubectl.SucceedAsync(Credentials(ns, "admin"));
        await cluster.Kubectl.RunAsync("-n", ns, "wait", "--for=condition=Ready", Context, "apim", AtOnce);
        await cluster.Kubectl.SettleAsync(ns);
        cluster.Management.Imports("rotated", "rotated-v4").Count.ShouldBe(2);
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V2, "rotated");
        (await cluster.Kubectl.ReadAsync(ns, "secret", "login", "{.metadata.finalizers}{.metadata.labels}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Context_OfAnotherNamespace_ServesApisOfBothGenerationsAndStaysWhileTheyUseIt()
    {
        cluster.RequireOrSkip();
        var owner = await cluster.NewNamespaceAsync("platform");
        var ns = await cluster.NewNamespaceAsync("tenant", withContext: false);
        await cluster.Kubectl.SucceedAsync(
            Manifests.Api("tenant", ns, contextNamespace: owner), Manifests.ApiV4("tenant-v4", ns, contextNamespace: owner));
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V2, "tenant");
        await cluster.Kubectl.ReadyAsync(ns, Manifests.V4, "tenant-v4");

        var refused = await cluster.Kubectl.TryAsync(null, "-n", owner, "delete", Context, "apim", "--wait=false");
        refused.ExitCode.ShouldNotBe(0);
        refused.Error.ShouldContain("kubectl get apidefinitions.gravitee.io");
        refused.Error.ShouldContain("kubectl get apiv4definitions.gravitee.io");

        await cluster.Kubectl.DeleteAsync(ns, $"{Manifests.V2},{Manifests.V4}", "--all");
        NamesIn("DEFAULT").ShouldNotContain(name => name.StartsWith("tenant", StringComparison.Ordinal));
        await cluster.Kubectl.DeleteAsync(owner, Context, "apim");
    }

    private static string[] OfOtherTests => ["rotated", "rotated-v4", "tenant", "tenant-v4"];

    private static string Credentials(string ns, string password) =>
        Manifests.Values("Secret", "login", ns, ("username", "admin"), ("password", password));

    private IEnumerable<string> NamesIn(string environment) =>
        cluster.Management.Summarize().Single(summary => summary.Id == environment).Apis.Select(api => api.Name);
}
