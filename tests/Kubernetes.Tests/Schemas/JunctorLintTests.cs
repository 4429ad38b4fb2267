using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

/// <summary>The expected words were taken from a kube-apiserver that refused the same schemas.</summary>
public sealed class JunctorLintTests
{
    [Theory]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string","anyOf":[{"type":"string","title":"t","description":"d","nullable":true,"default":"x"}]}}}""",
        "S.properties[a].anyOf[0].default: Forbidden: must be undefined to be structural",
        "S.properties[a].anyOf[0].description: Forbidden: must be empty to be structural",
        "S.properties[a].anyOf[0].nullable: Forbidden: must be false to be structural",
        "S.properties[a].anyOf[0].title: Forbidden: must be empty to be structural",
        "S.properties[a].anyOf[0].type: Forbidden: must be empty to be structural")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"string"}}}},"oneOf":[{"properties":{"a":{"properties":{"c":{"maxLength":1}}},"z":{"items":{"maxLength":1}}}}]}""",
        "S.properties[a].properties[c]: Required value: because it is defined in S.oneOf[0].properties[a].properties[c]",
        "S.properties[z]: Required value: because it is defined in S.oneOf[0].properties[z]")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string"}},"anyOf":[{"properties":{"a":{"items":{"maxLength":1}}}}]}""",
        "S.properties[a].items: Required value: because it is defined in S.anyOf[0].properties[a].items")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string"}},"anyOf":[{"items":{"maxLength":1}}]}""",
        "S.items: Required value: because it is defined in S.anyOf[0].items")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","additionalProperties":{"type":"string"}}},"anyOf":[{"properties":{"a":{"properties":{"x":{"maxLength":1}}}}}]}""",
        "S.properties[a].properties[x]: Required value: because it is defined in S.anyOf[0].properties[a].properties[x]")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string"}},"not":{"properties":{"b":{"enum":["x"]}}}}""",
        "S.properties[b]: Required value: because it is defined in S.not.properties[b]")]
    [InlineData(
        """{"type":"object","properties":{"metadata":{"type":"object"}},"allOf":[{"properties":{"metadata":{"required":["x"]}}}]}""",
        "S.allOf[0].properties[metadata]: Forbidden: must not be specified in a nested context")]
    [InlineData(
        """{"type":"object","properties":{"a":{"x-kubernetes-int-or-string":true,"allOf":[{"maxLength":3},{"anyOf":[{"type":"integer"},{"type":"string"}]}]}}}""",
        "S.properties[a].allOf[1].anyOf[0].type: Forbidden: must be empty to be structural",
        "S.properties[a].allOf[1].anyOf[1].type: Forbidden: must be empty to be structural")]
    public void Check_Junctor_FindsWhatTheServerRefuses(string schema, params string[] findings) =>
        StructuralSchemaLint.CheckSchema(JsonNode.Parse(schema)!.AsObject(), "S")
            .Select(finding => finding.ToString())
            .ShouldBe(findings);

    [Fact]
    public void Check_ExtensionsBelowNot_AreAllRefused()
    {
        var schema = JsonNode.Parse(
            """
            {"type":"object","properties":{"a":{"type":"object","not":{
              "x-kubernetes-preserve-unknown-fields":true,"x-kubernetes-int-or-string":true,"x-kubernetes-embedded-resource":true,
              "x-kubernetes-list-type":"set","x-kubernetes-map-type":"atomic","additionalProperties":{"maxLength":1}}}}}
            """)!.AsObject();

        StructuralSchemaLint.CheckSchema(schema, "").Select(finding => finding.Path[".properties[a].not.".Length..]).ShouldBe([
            "additionalProperties",
            "x-kubernetes-embedded-resource",
            "x-kubernetes-int-or-string",
            "x-kubernetes-list-type",
            "x-kubernetes-map-type",
            "x-kubernetes-preserve-unknown-fields",
        ]);
    }

    [Fact]
    public void Check_PatternBelowJunctor_IsCompiledToo()
    {
        var schema = JsonNode.Parse(
            """{"type":"object","properties":{"a":{"type":"string","anyOf":[{"pattern":"(?=x)"}]}}}""")!.AsObject();

        StructuralSchemaLint.CheckSchema(schema, "S").ShouldHaveSingleItem().Path.ShouldBe("S.properties[a].anyOf[0].pattern");
    }
}
