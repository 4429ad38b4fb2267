using System.Text.Json.Nodes;
using Gko.Contracts.Tests.Kinds;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.Contracts.Tests.Cluster;

/// <summary>What API servers make of our definitions: the same, to the letter of their messages.</summary>
public abstract class CrdClusterTests(CrdCluster cluster)
{
    [Fact]
    public async Task Definitions_Applied_AreServedWithoutObjections()
    {
        var conditions = await cluster.Kubectl.RunAsync(
            "get", "crd", "-o", """jsonpath={range .items[*]}{.metadata.name}{range .status.conditions[*]} {.type}={.status}{end}{"\n"}{end}""");

        var lines = conditions.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(CustomResourceDefinitions.All().Count);
        lines.ShouldAllBe(line => line.EndsWith(" NamesAccepted=True Established=True", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Samples_AppliedStrictly_AreAccepted()
    {
        await cluster.CreateNamespaceAsync("samples");

        await cluster.Kubectl.RunAsync("apply", "-n", "samples", "--validate=strict", "-f", RepositoryPaths.Of("manifests", "samples"));

        var names = await cluster.Kubectl.RunAsync("get", "gravitee", "-n", "samples", "-o", "name");
        names.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Split('.')[0]).Distinct().Count()
            .ShouldBe(CustomResourceDefinitions.All().Count);
    }

    [Fact]
    public async Task Examples_AppliedStrictly_AreAcceptedAsUpstreamDoes()
    {
        var files = UpstreamExamples.Files().SelectMany(file => new[] { "-f", Path.Combine(UpstreamExamples.Folder, file) });
        await cluster.CreateNamespaceAsync("examples");

        var result = await cluster.Kubectl.TryAsync(null, ["apply", "-n", "examples", "--validate=strict", .. files]);

        result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("Warning:", StringComparison.Ordinal))
            .ShouldBe(["The Subscription \"echo-subscription-metadata\" is invalid: spec.plan: Required value"], result.ToString());
    }

    [Fact]
    public async Task OpenApi_Published_DescribesEveryField()
    {
        var kinds = await cluster.OpenApiAsync();

        kinds.SelectMany(kind => Undescribed(kind.Schema, kind.Kind)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ApiV4Definition", """{"name":"a","version":"1","type":"EDGE","listeners":[{}],"endpointGroups":[{"name":"g"}]}""",
        "spec.type: Unsupported value: \"EDGE\": supported values: \"PROXY\", \"MESSAGE\", \"NATIVE\", \"LLM_PROXY\", \"MCP_PROXY\", \"A2A_PROXY\"")]
    [InlineData("ApiV4Definition", """{"name":"a","version":"1","type":"PROXY","listeners":[],"endpointGroups":[{"name":"g"}]}""",
        "spec.listeners: Invalid value: 0: spec.listeners in body should have at least 1 items")]
    [InlineData("Application", """{"contextRef":{"name":"c"},"name":"a","settings":{}}""", "spec.description: Required value")]
    [InlineData("Dictionary", """{"name":"a","type":"MANUAL","deployed":"yes"}""",
        "spec.deployed: Invalid value: \"string\": spec.deployed in body must be of type boolean: \"string\"")]
    [InlineData("Documentation", """{"name":"a","type":"OPENAPI","content":"","portalRef":{"name":"p"},"apiRef":{"name":"a"}}""",
        "exactly one of portalRef or apiRef must be set")]
    [InlineData("Group", """{"name":"a","members":[],"mebers":[]}""", "strict decoding error: unknown field \"spec.mebers\"")]
    [InlineData("Portal", """{"name":"a","structure":{"topNavbar":[{"path":"/a"},{"path":"/a"}]}}""",
        "spec.structure.topNavbar[1]: Duplicate value: {\"path\":\"/a\"}")]
    [InlineData("PortalLink", """{"portalRef":{"name":"p"},"name":"a","href":"b","location":"help"}""",
        "spec.location: Invalid value: \"help\": spec.location in body should match '^/'")]
    [InlineData("Subscription", """{"api":{"name":"a"},"application":{"name":"a"},"plan":"p","apiKeys":[{"key":"short"}]}""",
        "spec.apiKeys[0].key: Invalid value: \"short\": spec.apiKeys[0].key in body should be at least 32 chars long")]
    public async Task Manifest_ThatDoesNotFit_IsRefusedWithTheField(string kind, string spec, string message)
    {
        var manifest = $$$"""{"apiVersion":"gravitee.io/v1alpha1","kind":"{{{kind}}}","metadata":{"name":"bad"},"spec":{{{spec}}}}""";

        var result = await cluster.Kubectl.TryAsync(manifest, "create", "--validate=strict", "-f", "-");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Columns_OfAnApplication_ShowItsTypeWhereverItStands()
    {
        const string Applications =
            """
            {"apiVersion":"gravitee.io/v1alpha1","kind":"Application","metadata":{"name":"a"},
             "spec":{"contextRef":{"name":"c"},"name":"Simple","description":"","settings":{"app":{"type":"MOBILE"}}}}
            {"apiVersion":"gravitee.io/v1alpha1","kind":"Application","metadata":{"name":"b"},
             "spec":{"contextRef":{"name":"c"},"name":"OAuth","description":"","settings":{"oauth":{"applicationType":"BROWSER","grantTypes":[]}}}}
            """;
        await cluster.CreateNamespaceAsync("columns");
        (await cluster.Kubectl.TryAsync(Applications, "apply", "-n", "columns", "-f", "-")).OrThrow();

        var table = await cluster.Kubectl.RunAsync("get", "applications", "-n", "columns", "--no-headers");

        table.ShouldMatch(@"^a +Simple +MOBILE .*\nb +OAuth +BROWSER ");
    }

    private static IEnumerable<string> Undescribed(JsonObject schema, string path) => (schema["properties"]?.AsObject() ?? [])
        .SelectMany(property => Undescribed(property.Value!.AsObject(), $"{path}.{property.Key}")
            .Concat(string.IsNullOrEmpty(property.Value!["description"]?.GetValue<string>()) ? [$"{path}.{property.Key}"] : []))
        .Concat(new[] { schema["items"], schema["additionalProperties"] }.OfType<JsonObject>().SelectMany(inner => Undescribed(inner, path)));
}
