using Gko.EndToEnd.Clusters;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using Gko.Testing.Chaos;
using Microsoft.Extensions.Logging;

namespace Gko.EndToEnd.Namespaces;

/// <summary>Some namespaces are served, others are none of our business, and nobody ever asks for all.</summary>
public abstract class SeveralNamespacesTests(ClusterFixture cluster)
{
    private static readonly string[] Kinds = ["apidefinitions", "managementcontexts", "secrets", "configmaps"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operator_TwoOfThreeNamespaces_ServesThoseAndNeverAsksForAll()
    {
        cluster.RequireOrSkip();
        foreach (var name in new[] { "served-a", "served-b", "ignored" })
        {
            await cluster.NewNamespaceAsync(name);
        }

        await cluster.StopOperatorAsync();
        await using var proxy = await StartProxyAsync();
        await cluster.StartOperatorAsync(ConnectionOf(proxy), ("NAMESPACE", "served-a,served-b"));
        foreach (var name in new[] { "ignored", "served-a", "served-b" })
        {
            (await cluster.Kubectl.ApplyAsync(Manifests.Api($"in-{name}", name))).OrThrow();
        }

        await cluster.Kubectl.RunAsync("-n", "served-a", "wait", "--for=condition=Ready", "apidefinition/in-served-a", "--timeout=90s");
        await cluster.Kubectl.RunAsync("-n", "served-b", "wait", "--for=condition=Ready", "apidefinition/in-served-b", "--timeout=90s");

        (await cluster.Apim.FindByNameAsync("in-ignored")).ShouldBeNull();
        (await cluster.Kubectl.RunAsync("-n", "ignored", "get", "apidefinition", "in-ignored", "-o", "jsonpath={.status}{.metadata.finalizers}")).ShouldBeEmpty();
        var asked = AskedFor(proxy);
        asked.ShouldBe(Kinds.SelectMany(kind => new[] { $"served-a/{kind}", $"served-b/{kind}" }), ignoreOrder: true);
        await cluster.StopOperatorAsync();
        await cluster.StartOperatorAsync();
    }

    [Fact]
    public async Task Informer_TwoOfThreeNamespaces_HoldsAndFollowsThose()
    {
        cluster.RequireOrSkip();
        foreach (var name in new[] { "held-a", "held-b", "other" })
        {
            await cluster.NewNamespaceAsync(name, withContext: false);
        }

        await using var proxy = await StartProxyAsync();
        using var client = new KubeClient(ConnectionOf(proxy), TimeProvider.System, Logs.Warnings.CreateLogger<KubeClient>());
        await client.CreateAsync(AMap("held-a", "before"), ct: Ct);
        await client.CreateAsync(AMap("other", "before"), ct: Ct);
        var informer = new Informer<ConfigMapMetadata>(
            client, new InformerOptions { Namespaces = ["held-a", "held-b"], FieldSelector = "metadata.name!=kube-root-ca.crt" },
            TimeProvider.System, Logs.Warnings.CreateLogger<SeveralNamespacesTests>());
        using var stop = new CancellationTokenSource();
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(Ct);

        await client.CreateAsync(AMap("other", "after"), ct: Ct);
        await client.CreateAsync(AMap("held-b", "after"), ct: Ct);
        await client.DeleteAsync<ConfigMap>(new ObjectKey("held-a", "before"), ct: Ct);

        await Eventually.TrueAsync(() => string.Join(' ', informer.List().Select(ObjectKey.Of)) == "held-b/after");
        AskedFor(proxy).ShouldBe(["held-a/configmaps", "held-b/configmaps"], ignoreOrder: true);
        await stop.CancelAsync();
        await running;
    }

    private async Task<HttpProxy> StartProxyAsync()
    {
        var proxy = new HttpProxy { Backend = cluster.Backend };
        await proxy.StartAsync(Ct);
        return proxy;
    }

    private static KubeConnection ConnectionOf(HttpProxy proxy) => new()
    {
        Server = new Uri($"https://{proxy.Address}"), TrustedRoots = new TrustedRoots(proxy.Roots), Namespace = "default",
    };

    /// <summary>The collections of these kinds that were listed or watched, as <c>namespace/plural</c>; <c>*/plural</c> for all namespaces.</summary>
    private static List<string> AskedFor(HttpProxy proxy) =>
    [
        .. proxy.Requests
            .Where(request => request.Method == "GET" && Kinds.Contains(request.Path.Split('/')[^1]))
            .Select(request => request.Path.Split('/') is [.., "namespaces", var ns, var plural] ? $"{ns}/{plural}" : $"*/{request.Path.Split('/')[^1]}")
            .Distinct(),
    ];

    private static ConfigMap AMap(string ns, string name) => new() { Metadata = new ObjectMeta { Namespace = ns, Name = name } };
}
