using System.Text.Json.Nodes;
using Gko.Apim.Payloads;
using Gko.Kubernetes.Serialization;
using Gko.Testing;
using static Gko.Apim.Tests.Payloads.PayloadSamples;

namespace Gko.Apim.Tests.Payloads;

/// <summary>Bodies of v4 APIs against the document that APIM publishes.</summary>
public sealed class AutomationApiTests
{
    /// <summary>What upstream's examples send beyond the document; some of it APIM reads all the same, the rest it ignores.</summary>
    private static readonly string[] Undocumented =
    [
        ".definitionContext", ".definitionVersion", ".groupRefs", ".notificationsRefs", ".consoleNotification",
        ".pages[].api", ".pages[].parent", ".plans[].definitionVersion", ".plans[].comment_required", ".plans[].order",
        ".flows[].request[].sharedPolicyGroupRef",
    ];

    public static TheoryData<string> Names => ExampleApis.Names("v4");

    [Theory, MemberData(nameof(Names))]
    public void Body_OfAnExample_FitsTheDocument(string name)
    {
        ExampleApis.SkipWhenAbsent();
        var api = ExampleApis.V4(name);

        var checker = Check(Body(ApiV4Payload.Create(api.Spec!, api.Metadata, null)));

        checker.Mistakes.Where(mistake => !mistake.Contains("[[ secret", StringComparison.Ordinal)).ShouldBeEmpty();
        checker.Unknown.Except(Undocumented).ShouldBeEmpty();
    }

    [Fact]
    public void Body_OfASmallApi_FitsTheDocument()
    {
        var spec = V4();
        (spec.LifecycleState, spec.EndpointGroups![0].Endpoints) = ("UNPUBLISHED", []);
        var plan = spec.Plans!["KeyLess"];
        (plan.Status, plan.Type, plan.Mode, plan.Validation, plan.GeneralConditions) = ("PUBLISHED", "API", "STANDARD", "AUTO", "a page");
        spec.Flows = [new() { Enabled = true, Connect = [new() { Enabled = true, Policy = "p" }] }];

        var checker = Check(Body(Create(spec)));

        checker.Mistakes.ShouldBeEmpty();
        checker.Unknown.ShouldBe([".definitionContext", ".flows[].connect", ".groupRefs"]);
    }

    [Theory]
    [InlineData("""{"name":""}""", ".name: \"\" has a length or form that is not allowed")]
    [InlineData("""{"type":"SOAP"}""", ".type: \"SOAP\" is not allowed")]
    [InlineData("""{"hrid":"a.b"}""", ".hrid: \"a.b\" has a length or form that is not allowed")]
    [InlineData("""{"plans":{}}""", ".plans: {} is no array")]
    [InlineData("""{"plans":[{"hrid":"abc"}]}""", ".plans[].name: is required")]
    [InlineData("""{"listeners":[]}""", ".listeners: has too few items")]
    [InlineData("""{"listeners":[{"type":"TCP"}]}""", ".listeners[].hosts: is required")]
    [InlineData("""{"listeners":[{"type":"kafka","host":"h","port":-1}]}""", ".listeners[].port: -1 is too small")]
    public void Checker_Mistake_IsFound(string body, string expected) =>
        Check(JsonNode.Parse(body)!).Mistakes.ShouldContain(expected);

    internal static OpenApiChecker Check(JsonNode body, string schema = "ApiV4Spec")
    {
        var path = RepositoryPaths.Shared("upstream", "openapi", "automation-open-api.yaml");
        Assert.SkipWhen(path is null, "reference data is not beside the repository");
        var checker = new OpenApiChecker(YamlReader.ReadAll(File.ReadAllText(path!)).Single()!.AsObject());
        checker.Check(body, schema);
        return checker;
    }
}
