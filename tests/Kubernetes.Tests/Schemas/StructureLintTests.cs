using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

/// <summary>The expected words were taken from a kube-apiserver that refused the same schemas.</summary>
public sealed class StructureLintTests
{
    [Theory]
    [InlineData(
        """{"properties":{"a":{"type":"string"}}}""",
        "S.type: Required value: must not be empty at the root")]
    [InlineData(
        """{"type":"array","items":{"type":"string"}}""",
        "S.type: Invalid value: \"array\": must be object at the root")]
    [InlineData(
        """{"type":"object","additionalProperties":{"type":"string"}}""",
        "S.additionalProperties: Forbidden: must not be used at the root")]
    [InlineData(
        """{"type":"object","properties":{"a":{}}}""",
        "S.properties[a].type: Required value: must not be empty for specified object fields")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","items":{}}}}""",
        "S.properties[a].items.type: Required value: must not be empty for specified array items")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array"}}}""",
        "S.properties[a].items: Required value: must be specified")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"text"}}}""",
        "S.properties[a].type: Unsupported value: \"text\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"null"}}}""",
        "S.properties[a].type: Forbidden: type cannot be set to null, use nullable as an alternative",
        "S.properties[a].type: Unsupported value: \"null\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"string"}},"additionalProperties":{"type":"string"}}}}""",
        "S.properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","additionalProperties":false,"properties":{"b":{"type":"string"}}}}}""",
        "S.properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","uniqueItems":true,"items":{"type":"string"}}}}""",
        "S.properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","x-kubernetes-preserve-unknown-fields":false}}}""",
        "S.properties[a].x-kubernetes-preserve-unknown-fields: Invalid value: false: must be true or undefined")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","$ref":"#"}}}""",
        "S.properties[a].$ref: Forbidden: $ref is not supported")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","patternProperties":{"x":{"type":"string"}}}}}""",
        "S.properties[a].patternProperties: Forbidden: patternProperties is not supported")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","definitions":{"x":{"type":"string"}}}}}""",
        "S.properties[a].definitions: Forbidden: definitions is not supported")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","items":[{"type":"string"}]}}}""",
        "S.properties[a].items: Forbidden: items must be a schema object and not an array")]
    [InlineData(
        """{"type":"object","properties":{"a":{"x-kubernetes-int-or-string":true,"x-kubernetes-preserve-unknown-fields":true}}}""",
        "S.properties[a].x-kubernetes-preserve-unknown-fields: Invalid value: true: must be false if x-kubernetes-int-or-string is true")]
    [InlineData(
        """{"type":"object","properties":{"a":{"x-kubernetes-int-or-string":true,"x-kubernetes-embedded-resource":true,"type":"object","x-kubernetes-preserve-unknown-fields":true}}}""",
        "S.properties[a].x-kubernetes-embedded-resource: Invalid value: true: must be false if x-kubernetes-int-or-string is true",
        "S.properties[a].x-kubernetes-preserve-unknown-fields: Invalid value: true: must be false if x-kubernetes-int-or-string is true")]
    [InlineData(
        """{"type":"object","properties":{"a":{"x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true}}}""",
        "S.properties[a].type: Required value: must be object if x-kubernetes-embedded-resource is true")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true}}}""",
        "S.properties[a].type: Invalid value: \"string\": must be object if x-kubernetes-embedded-resource is true")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","x-kubernetes-embedded-resource":true}}}""",
        "S.properties[a].properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","x-kubernetes-embedded-resource":true,"additionalProperties":{"type":"string"}}}}""",
        "S.properties[a].additionalProperties: Forbidden: must not be used if x-kubernetes-embedded-resource is set",
        "S.properties[a].properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields")]
    [InlineData(
        """{"type":"object","properties":{"metadata":{"type":"object","properties":{"labels":{"type":"object"}}}}}""",
        "S.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified")]
    [InlineData(
        """{"type":"object","properties":{"metadata":{"type":"object","description":"d"}}}""",
        "S.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified")]
    [InlineData(
        """{"type":"object","properties":{"metadata":{"type":"string"},"kind":{"type":"object"},"apiVersion":{"type":"integer"}}}""",
        "S.properties[apiVersion].type: Invalid value: \"integer\": must be string",
        "S.properties[kind].type: Invalid value: \"object\": must be string",
        "S.properties[metadata].type: Invalid value: \"string\": must be object")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string","x-kubernetes-validations":[{"rule":" "}]}}}""",
        "S.properties[a].x-kubernetes-validations[0].rule: Required value: rule is not specified")]
    public void Check_Structure_FindsWhatTheServerRefuses(string schema, params string[] findings) =>
        StructuralSchemaLint.CheckSchema(JsonNode.Parse(schema)!.AsObject(), "S")
            .Select(finding => finding.ToString())
            .ShouldBe(findings);

    [Theory]
    [InlineData("^(?!x)")]
    [InlineData("(?<=x)y")]
    [InlineData("(a)\\1")]
    [InlineData("(")]
    public void Check_PatternBeyondRe2_IsRefused(string pattern)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["a"] = new JsonObject { ["type"] = "string", ["pattern"] = pattern } },
        };

        StructuralSchemaLint.CheckSchema(schema, "S").ShouldHaveSingleItem().Path.ShouldBe("S.properties[a].pattern");
    }

    [Fact]
    public void Check_KeywordsOfOtherSchemaDialects_AreRefused()
    {
        var schema = JsonNode.Parse(
            """{"type":"object","properties":{"any":true,"either":{"type":["integer","null"]}}}""")!.AsObject();

        StructuralSchemaLint.CheckSchema(schema, "S").Select(finding => finding.Path)
            .ShouldBe(["S.properties[any]", "S.properties[either].type"]);
    }

    [Fact]
    public void CheckDefinition_SeveralVersions_NamesTheVersion()
    {
        var definition = JsonNode.Parse(
            """{"spec":{"versions":[{"schema":{"openAPIV3Schema":{"type":"object"}}},{"schema":{"openAPIV3Schema":{}}},{}]}}""")!;

        StructuralSchemaLint.CheckDefinition(definition.AsObject()).Select(finding => finding.Path)
            .ShouldBe(["spec.versions[1].schema.openAPIV3Schema.type", "spec.versions[2].schema.openAPIV3Schema"]);
    }
}
