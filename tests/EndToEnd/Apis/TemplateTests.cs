using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.Apis;

/// <summary>Values of Secrets and ConfigMaps in APIs: they reach APIM, follow their source, and show up nowhere else.</summary>
public abstract class TemplateTests(ClusterFixture cluster)
{
    private const string First = "s3cr3t-one";
    private const string Second = "s3cr3t-two";
    private const string Region = "far-west";

    private const string Properties =
        """
          properties:
          - {key: token, value: '[[ secret "vault/token" ]]'}
          - {key: region, value: 'in [[ configmap "settings/region" ]]'}
        """;

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task Secret_Changed_IsSentOnceMoreAndShowsUpNowhereElse(string kind)
    {
        cluster.RequireOrSkip();
        var (ns, name) = await TemplatedAsync(kind, "value");

        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        Sent(name).ShouldBe([$"{First}, in {Region}"]);

        await cluster.Kubectl.SucceedAsync(Manifests.Values("Secret", "vault", ns, ("token", Second)));
        await Eventually.TrueAsync(() => cluster.Management.Imports(name).Count > 1);
        await cluster.Kubectl.SettleAsync(ns);

        Sent(name).ShouldBe([$"{First}, in {Region}", $"{Second}, in {Region}"]);
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        var visible = await cluster.Kubectl.RunAsync("-n", ns, "get", $"{kind},managementcontexts,events", "-o", "yaml", "--show-managed-fields");
        visible.ShouldContain("UpdateSucceeded");
        visible.ShouldNotContain("s3cr3t");
    }

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task Secret_LosesItsKey_TheConditionNamesTheFieldUntilItIsBack(string kind)
    {
        cluster.RequireOrSkip();
        var (ns, name) = await TemplatedAsync(kind, "key");
        await cluster.Kubectl.ReadyAsync(ns, kind, name);

        await cluster.Kubectl.PatchAsync(ns, "secret", "vault", """{"data":{"token":null}}""");
        await cluster.Kubectl.TellsAsync(
            ns, kind, name, "Accepted", "False CompileTemplateError", "vault", "token", "spec.properties[0].value");
        await cluster.Kubectl.TellsAsync(ns, kind, name, "Ready", "False CompileTemplateError", "spec.properties[0].value");

        await cluster.Kubectl.SucceedAsync(Manifests.Values("Secret", "vault", ns, ("token", First)));
        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        cluster.Management.Imports(name).Count.ShouldBe(1, "APIM has held the same all the time");
    }

    [Theory]
    [InlineData(Manifests.V2)]
    [InlineData(Manifests.V4)]
    public async Task Sources_UsedByTemplates_AreNotWrittenTo(string kind)
    {
        cluster.RequireOrSkip();
        var (ns, name) = await TemplatedAsync(kind, "source");
        var before = await MetadataAsync(ns);

        await cluster.Kubectl.ReadyAsync(ns, kind, name);
        await cluster.Kubectl.DeleteAsync(ns, kind, name);

        (await MetadataAsync(ns)).ShouldBe(before);
    }

    private async Task<(string Namespace, string Name)> TemplatedAsync(string kind, string about)
    {
        var ns = await cluster.NewNamespaceAsync($"template-{about}-{kind}");
        var name = $"{about}-{kind}";
        await cluster.Kubectl.SucceedAsync(
            Manifests.Values("Secret", "vault", ns, ("token", First)),
            Manifests.Values("ConfigMap", "settings", ns, ("region", Region)),
            Manifests.ApiOf(kind, name, ns, "apim", Properties));
        return (ns, name);
    }

    private IEnumerable<string> Sent(string name) => cluster.Management.Imports(name).Select(import =>
        string.Join(", ", import.Json()!["properties"]!.AsArray().Select(property => (string?)property!["value"])));

    private Task<string> MetadataAsync(string ns) =>
        cluster.Kubectl.RunAsync("-n", ns, "get", "secret/vault", "configmap/settings", "-o", "jsonpath={.items[*].metadata}", "--show-managed-fields");
}
