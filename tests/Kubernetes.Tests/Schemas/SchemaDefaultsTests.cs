using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

public sealed class SchemaDefaultsTests
{
    private const string Item = """{"type":"object","properties":{"on":{"type":"boolean","default":true}}}""";

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","default":"x"}}}""", "{}", """{"a":"x"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","default":"x"}}}""", """{"a":"y"}""", """{"a":"y"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","default":"x"}}}""", """{"a":null}""", """{"a":"x"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","nullable":true,"default":"x"}}}""", """{"a":null}""", """{"a":null}""")]
    [InlineData("""{"type":"array","items":""" + Item + "}", "[{},{\"on\":false}]", """[{"on":true},{"on":false}]""")]
    [InlineData("""{"type":"object","additionalProperties":""" + Item + "}", """{"k":{}}""", """{"k":{"on":true}}""")]
    [InlineData("""{"type":"object","properties":{"a":""" + Item + "}}", "{}", "{}")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"object","default":{},"properties":{"on":{"type":"boolean","default":true}}}}}""",
        "{}",
        """{"a":{"on":true}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","default":"x"}}}""", "[]", "[]")]
    public void Apply_Value_IsFilledInAsTheServerDoes(string schema, string value, string expected)
    {
        var node = JsonNode.Parse(value);

        SchemaDefaults.Apply(node, JsonNode.Parse(schema)!.AsObject());

        node!.ToJsonString().ShouldBe(expected);
    }
}
