using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

/// <summary>The expected words were taken from a kube-apiserver that refused the same schemas.</summary>
public sealed class ListLintTests
{
    [Theory]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"map","items":{"type":"object","properties":{"k":{"type":"string"}}}}}}""",
        "S.properties[a].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"}}}}}}""",
        "S.properties[a].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["z"],"items":{"type":"object","properties":{"k":{"type":"string"}}}}}}""",
        "S.properties[a].x-kubernetes-list-map-keys: Invalid value: [\"z\"]: entries must all be names of item properties")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k","k"],"items":{"type":"object","required":["k"],"properties":{"k":{"type":"string"}}}}}}""",
        "S.properties[a].x-kubernetes-list-map-keys: Invalid value: [\"k\",\"k\"]: must not contain duplicate entries")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","required":["k"],"properties":{"k":{"type":"object"}}}}}}""",
        "S.properties[a].items.properties[k].type: Invalid value: \"object\": must be a scalar type if parent array's x-kubernetes-list-type is map")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","required":["k"],"properties":{"k":{"type":"string","nullable":true}}}}}}""",
        "S.properties[a].items.properties[k].nullable: Forbidden: this property is in x-kubernetes-list-map-keys, so it cannot be nullable")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"string"}}}}""",
        "S.properties[a].items.type: Invalid value: \"string\": must be object if parent array's x-kubernetes-list-type is map")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","required":["k"],"properties":{"k":{"type":"string"}}}}}}""",
        "S.properties[a].x-kubernetes-list-type: Required value: must be map if x-kubernetes-list-map-keys is non-empty")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"set","x-kubernetes-list-map-keys":["k"],"items":{"type":"string"}}}}""",
        "S.properties[a].x-kubernetes-list-type: Invalid value: \"set\": must be map if x-kubernetes-list-map-keys is non-empty")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","x-kubernetes-list-type":"atomic"}}}""",
        "S.properties[a].type: Invalid value: \"object\": must be array if x-kubernetes-list-type is specified")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"bag","items":{"type":"string"}}}}""",
        "S.properties[a].x-kubernetes-list-type: Unsupported value: \"bag\": supported values: \"atomic\", \"set\", \"map\"")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"object","properties":{"k":{"type":"string"}}}}}}""",
        "S.properties[a].items.x-kubernetes-map-type: Invalid value: null: must be atomic as item of a list with x-kubernetes-list-type=set")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}}}}}""",
        "S.properties[a].items.x-kubernetes-list-type: Invalid value: \"set\": must be atomic as item of a list with x-kubernetes-list-type=set")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string","nullable":true}}}}""",
        "S.properties[a].items.nullable: Forbidden: cannot be nullable when x-kubernetes-list-type is set")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"string","x-kubernetes-map-type":"atomic"}}}""",
        "S.properties[a].type: Invalid value: \"string\": must be object if x-kubernetes-map-type is specified")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","x-kubernetes-map-type":"bag"}}}""",
        "S.properties[a].x-kubernetes-map-type: Unsupported value: \"bag\": supported values: \"atomic\", \"granular\"")]
    public void Check_ListOrMapType_FindsWhatTheServerRefuses(string schema, params string[] findings) =>
        StructuralSchemaLint.CheckSchema(JsonNode.Parse(schema)!.AsObject(), "S")
            .Select(finding => finding.ToString())
            .ShouldBe(findings);
}
