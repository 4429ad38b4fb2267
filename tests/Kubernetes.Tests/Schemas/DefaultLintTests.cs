using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

/// <summary>A kube-apiserver refused each of these too, except the ones below additionalProperties, where it does not look.</summary>
public sealed class DefaultLintTests
{
    [Theory]
    [InlineData("""{"type":"string","default":1}""", "S.default: Invalid value: 1: must be of type string")]
    [InlineData("""{"type":"string","enum":["x","y"],"default":"z"}""", "S.default: Unsupported value: \"z\": supported values: \"x\", \"y\"")]
    [InlineData("""{"type":"integer","minimum":3,"default":2}""", "S.default: Invalid value: 2: must be at least 3")]
    [InlineData("""{"type":"integer","format":"int32","default":3000000000}""", "S.default: Invalid value: 3000000000: must fit int32")]
    [InlineData("""{"type":"string","pattern":"^x$","default":"y"}""", "S.default: Invalid value: \"y\": must match ^x$")]
    [InlineData("""{"type":"object","required":["b"],"properties":{"b":{"type":"string"}},"default":{}}""", "S.default.b: Required value: must be given")]
    [InlineData(
        """{"type":"object","required":["b"],"properties":{"b":{"type":"string","default":"x"}},"default":{}}""",
        "S.default.b: Required value: must be given")]
    [InlineData("""{"type":"object","properties":{"b":{"type":"string"}},"default":{"c":1}}""", "S.default.c: Invalid value: 1: unknown field")]
    [InlineData("""{"type":"array","maxItems":0,"items":{"type":"string"},"default":["x"]}""", "S.default: Invalid value: 1: maxItems is 0")]
    [InlineData(
        """{"type":"array","items":{"type":"object","properties":{"b":{"type":"boolean","default":"x"}}}}""",
        "S.items.properties[b].default: Invalid value: \"x\": must be of type boolean")]
    [InlineData(
        """{"type":"object","additionalProperties":{"type":"string","default":1}}""",
        "S.additionalProperties.default: Invalid value: 1: must be of type string")]
    public void Check_DefaultThatDoesNotFit_IsFound(string field, string finding)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["a"] = JsonNode.Parse(field) } };

        StructuralSchemaLint.CheckSchema(schema, "").ShouldHaveSingleItem().ToString()
            .ShouldBe(finding.Replace("S.", ".properties[a].", StringComparison.Ordinal));
    }
}
