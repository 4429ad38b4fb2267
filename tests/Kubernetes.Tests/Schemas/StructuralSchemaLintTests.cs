using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

public sealed class StructuralSchemaLintTests
{
    /// <summary>A kube-apiserver took each of these.</summary>
    [Theory]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","additionalProperties":false}}}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","additionalProperties":true,"properties":{"b":{"type":"string"}}}}}""")]
    [InlineData(
        """{"type":"object","properties":{"metadata":{"type":"object","properties":{"name":{"type":"string","maxLength":3}}}}}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"array","items":{"type":"string"}}}}}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"string"}},"oneOf":[{"properties":{"c":{"maxLength":1}}},{"required":["b"]}]}}}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"oneOf":[{"properties":{"c":{"maxLength":1}}}]}}}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"object"}},"anyOf":[{"allOf":[{"properties":{"b":{"properties":{"c":{"enum":["x"]}}}}}]}]}}}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]}}}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"x-kubernetes-int-or-string":true,"allOf":[{"anyOf":[{"type":"integer"},{"type":"string"}]},{"maxLength":3}]}}}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string","anyOf":[{"type":"integer"},{"type":"string"}]}}}""")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string","default":null}}}""")]
    [InlineData(
        """{"type":"object","properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},"metadata":{"type":"object"},"spec":{"type":"object","properties":{"free":{"x-kubernetes-preserve-unknown-fields":true},"list":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","required":["k"],"properties":{"k":{"type":"string"}}}},"oneOf":{"type":"object","properties":{"b":{"type":"string"}},"oneOf":[{"required":["b"]},{"properties":{"b":{"pattern":"x"}}}]}}}}}""")]
    public void CheckSchema_AcceptedByTheServer_FindsNothing(string schema) =>
        StructuralSchemaLint.CheckSchema(JsonNode.Parse(schema)!.AsObject()).ShouldBeEmpty();

    [Fact]
    public void CheckSchema_SeveralFaults_FindsAllOrderedByPath()
    {
        var schema = JsonNode.Parse("""{"properties":{"b":{"type":"array"},"a":{}}}""")!.AsObject();

        StructuralSchemaLint.CheckSchema(schema, "S").Select(finding => finding.Path)
            .ShouldBe(["S.properties[a].type", "S.properties[b].items", "S.type"]);
    }
}
