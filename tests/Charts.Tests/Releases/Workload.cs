using Gko.Charts.Tests.Rendering;
using Gko.Testing;

namespace Gko.Charts.Tests.Releases;

/// <summary>What users and mishaps do in some namespaces, so that the operator does everything it can.</summary>
internal sealed class Workload(ReleaseCluster cluster, Release release, IReadOnlyList<string> namespaces)
{
    /// <summary>Makes, changes and deletes objects of each kind that is synced, refers to what does not exist, and loses Secrets.</summary>
    public async Task RunAsync()
    {
        await ApplyAsync(ns => Manifests.Context(ns, cluster.Management));
        await ApplyAsync(ns => string.Join(
            "\n---\n", Manifests.Api("echo", ns), Manifests.CacheAndApiV4(ns), Manifests.Api("template", ns, annotation: "gravitee.io/template: \"true\"")));
        await ReadyAsync("apidefinition/echo", "apiv4definition/products");
        await ChangeAsync("2");
        await ChangeAsync("3");
        await ReferAsync();
        await LoseSecretsAsync();
        await DeleteAsync("apidefinition/template", "apiv4definition/products");
        await DeleteAsync("apiresource/cache", "managementcontext/apim", "secret/apim", "configmap/marked");
    }

    private Task ApplyAsync(Func<string, string> manifests) => cluster.ApplyAsync(string.Join("\n---\n", namespaces.Select(manifests)));

    private Task ReadyAsync(params string[] objects) => EachAsync(["wait", "--for=condition=Ready", .. objects]);

    private Task DeleteAsync(params string[] objects) => EachAsync(["delete", .. objects]);

    private Task EachAsync(params string[] arguments) =>
        Task.WhenAll(namespaces.Select(ns => cluster.Kubectl.RunAsync([.. arguments, "-n", ns, "--timeout=60s"])));

    private async Task ChangeAsync(string version)
    {
        await ApplyAsync(ns => Manifests.Api("echo", ns, version));

        // The status is what is written last.
        await EachAsync("wait", $"--for=jsonpath={{.status.observedGeneration}}={version}", "apidefinition/echo");
    }

    /// <summary>References to what does not exist are refused where somebody looks, and stored where nobody does.</summary>
    private async Task ReferAsync()
    {
        var lost = string.Join("\n---\n", namespaces.Select(Manifests.Lost));
        (await cluster.Kubectl.ApplyAsync(lost)).ExitCode.ShouldBe(release.HasWebhooks ? 1 : 0);
        if (release.HasWebhooks)
        {
            var crossing = Manifests.Crossing(namespaces[0], namespaces.Skip(1).FirstOrDefault("default"));
            (await cluster.Kubectl.ApplyAsync(crossing)).Error.ShouldContain("denied the request");
        }

        await AskedAsync("get groups.gravitee.io", "get notifications.gravitee.io", "get sharedpolicygroups.gravitee.io", "get apiresources.gravitee.io");
        await cluster.Kubectl.TryAsync(lost, "delete", "--ignore-not-found", "-f", "-");
    }

    /// <summary>
    /// Another process begins, to which the first one leaves no certificate; and it shall delete what it has no credentials for.
    /// </summary>
    private async Task LoseSecretsAsync()
    {
        await release.LoseAsync();
        await cluster.Kubectl.RunAsync("delete", "secret", "gko-webhook-cert", "-n", Chart.Namespace, "--ignore-not-found");
        await DeleteAsync("secret/apim");
        await release.StartAsync();
        await EachAsync("delete", "apidefinition/echo", "--wait=false");
        await AskedAsync("get namespaces");
        await ApplyAsync(ns => Manifests.Context(ns, cluster.Management));
        await EachAsync("wait", "--for=delete", "apidefinition/echo");
    }

    private Task AskedAsync(params string[] rights) => Eventually.TrueAsync(
        () =>
        {
            var requests = release.Requests;
            return Task.FromResult(namespaces.All(ns => rights.All(right => requests.Any(new GrantedRight(ns, right).IsUsedBy))));
        },
        $"{string.Join(", ", rights)} in {string.Join(", ", namespaces)}");
}
