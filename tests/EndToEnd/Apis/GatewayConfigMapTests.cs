using System.Text.Json.Nodes;
using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.Apis;

/// <summary>APIs that gateways of the cluster read from ConfigMaps.</summary>
public abstract class GatewayConfigMapTests(ClusterFixture cluster)
{
    private const string ConfigMap = "configmap";
    private const string Local = "  local: true";
    private const string LocalV4 = "  definitionContext: {origin: KUBERNETES, syncFrom: KUBERNETES}";

    [Theory]
    [InlineData(Manifests.V2, "definition,environmentId,organizationId")]
    [InlineData(Manifests.V4, "apiDefinitionVersion,definition,environmentId,organizationId")]
    public async Task Api_WithoutAContext_IsHandedToGatewaysUntilItGoes(string kind, string keys)
    {
        cluster.RequireOrSkip();
        var (ns, name) = await LocalAsync(kind, "only");
        var map = JsonNode.Parse(await cluster.Kubectl.RunAsync("-n", ns, "get", ConfigMap, name, "-o", "json"))!;

        map["metadata"]!["labels"]!.ToJsonString().ShouldBe("""{"gio-type":"apidefinitions.gravitee.io","managed-by":"gravitee.io"}""");
        string.Join(',', map["data"]!.AsObject().Select(entry => entry.Key)).ShouldBe(keys);
        ((string?)map["data"]!["environmentId"]).ShouldBe("DEFAULT");
        ((string?)JsonNode.Parse((string)map["data"]!["definition"]!)!["name"]).ShouldBe(name);
        var uid = await cluster.Kubectl.ReadAsync(ns, kind, name, "{.metadata.uid}");
        ((string?)map["metadata"]!["ownerReferences"]![0]!["uid"]).ShouldBe(uid);
        cluster.Management.Imports(name).ShouldBeEmpty();

        await cluster.Kubectl.DeleteAsync(ns, kind, name);
        (await cluster.Kubectl.ExistsAsync(ns, ConfigMap, name)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task Api_StoppedAndStarted_LosesItsConfigMapAndGetsItBack(string kind)
    {
        cluster.RequireOrSkip();
        var (ns, name) = await LocalAsync(kind, "switched");

        await cluster.Kubectl.PatchAsync(ns, kind, name, """{"spec":{"state":"STOPPED"}}""");
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        (await cluster.Kubectl.ExistsAsync(ns, ConfigMap, name)).ShouldBeFalse();

        await cluster.Kubectl.PatchAsync(ns, kind, name, """{"spec":{"state":"STARTED"}}""");
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        (await cluster.Kubectl.ExistsAsync(ns, ConfigMap, name)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task ConfigMap_EditedOrDeleted_IsRepaired(string kind)
    {
        cluster.RequireOrSkip();
        var (ns, name) = await LocalAsync(kind, "repaired");
        var definition = await DefinitionAsync(ns, name);

        await cluster.Kubectl.PatchAsync(ns, ConfigMap, name, """{"data":{"definition":"{}","more":"of mine"},"metadata":{"labels":{"managed-by":null}}}""");
        await Eventually.TrueAsync(async () => await DefinitionAsync(ns, name) == definition, "the definition is back");
        (await cluster.Kubectl.ReadAsync(ns, ConfigMap, name, "{.data.more}{.metadata.labels.managed-by}")).ShouldBe("gravitee.io");

        await cluster.Kubectl.DeleteAsync(ns, ConfigMap, name);
        await Eventually.TrueAsync(() => cluster.Kubectl.ExistsAsync(ns, ConfigMap, name), "the ConfigMap is back");
        (await DefinitionAsync(ns, name)).ShouldBe(definition);
    }

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task ConfigMap_OfSomebodyElse_IsNeverTouched(string kind)
    {
        cluster.RequireOrSkip();
        var ns = await cluster.NewNamespaceAsync($"configmap-foreign-{kind}");
        var name = $"foreign-{kind}";
        await cluster.Kubectl.SucceedAsync(Manifests.Values("ConfigMap", name, ns, ("of", "mine")));
        var before = await cluster.Kubectl.ReadAsync(ns, ConfigMap, name, "{.metadata.resourceVersion}");

        await cluster.Kubectl.SucceedAsync(LocalApi(kind, name, ns));
        await cluster.Kubectl.TellsAsync(ns, kind, name, "Ready", "False", $"ConfigMap [{ns}/{name}]", "does not belong to this");
        (await cluster.Kubectl.ReadAsync(ns, ConfigMap, name, "{.metadata.resourceVersion}")).ShouldBe(before);

        await cluster.Kubectl.DeleteAsync(ns, ConfigMap, name);
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        (await DefinitionAsync(ns, name)).ShouldContain(name);
        await cluster.Kubectl.PatchAsync(ns, ConfigMap, name, """{"metadata":{"ownerReferences":null}}""");
        await cluster.Kubectl.TellsAsync(ns, kind, name, "Ready", "False", "does not belong to this");
        await cluster.Kubectl.DeleteAsync(ns, kind, name);
        (await cluster.Kubectl.ExistsAsync(ns, ConfigMap, name)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task Api_HandedToApimAndBack_LeavesNoConfigMapBehind(string kind)
    {
        cluster.RequireOrSkip();
        var (ns, name) = await LocalAsync(kind, "moved");

        await cluster.Kubectl.SucceedAsync(Manifests.ApiOf(kind, name, ns, "apim"));
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        (await cluster.Kubectl.ExistsAsync(ns, ConfigMap, name)).ShouldBeFalse();
        cluster.Management.Imports(name).Count.ShouldBe(1);

        await cluster.Kubectl.SucceedAsync(Manifests.ApiOf(kind, name, ns, "apim", kind == Manifests.V4 ? LocalV4 : Local));
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        var id = await cluster.Kubectl.ReadAsync(ns, kind, name, "{.status.id}");
        var definition = JsonNode.Parse(await DefinitionAsync(ns, name))!;
        ((string?)definition["id"]).ShouldBe(id);
        cluster.Management.FindApi(id).ShouldNotBeNull();

        await cluster.Kubectl.DeleteAsync(ns, kind, name);
        (await cluster.Kubectl.ExistsAsync(ns, ConfigMap, name)).ShouldBeFalse();
        cluster.Management.FindApi(id).ShouldBeNull();
    }

    private async Task<(string Namespace, string Name)> LocalAsync(string kind, string about)
    {
        var ns = await cluster.NewNamespaceAsync($"configmap-{about}-{kind}");
        var name = $"{about}-{kind}";
        await cluster.Kubectl.SucceedAsync(LocalApi(kind, name, ns));
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        return (ns, name);
    }

    private static string LocalApi(string kind, string name, string ns) =>
        Manifests.ApiOf(kind, name, ns, null, kind == Manifests.V4 ? LocalV4 : Local);

    private async Task<string> DefinitionAsync(string ns, string name) =>
        await cluster.Kubectl.RunAsync("-n", ns, "get", ConfigMap, name, "--ignore-not-found", "-o", "jsonpath={.data.definition}");
}
