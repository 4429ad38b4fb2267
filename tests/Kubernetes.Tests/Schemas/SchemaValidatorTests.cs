using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

public sealed class SchemaValidatorTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"x\"")]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"type":"integer"}""", "1.0")]
    [InlineData("""{"type":"number"}""", "1.5")]
    [InlineData("""{"type":"number","minimum":2}""", "2")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"😀\"")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "\"50%\"")]
    [InlineData("""{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]}""", "5")]
    [InlineData("""{"x-kubernetes-preserve-unknown-fields":true}""", "[1]")]
    [InlineData("""{"type":"object","x-kubernetes-preserve-unknown-fields":true}""", """{"a":{"b":null}}""")]
    [InlineData("""{"type":"object","additionalProperties":true}""", """{"a":1}""")]
    [InlineData("""{"type":"object","x-kubernetes-embedded-resource":true,"properties":{"spec":{"type":"object"}}}""", """{"kind":"A","metadata":{"name":"a"},"spec":{}}""")]
    [InlineData("""{"type":"string","oneOf":[{"pattern":"a"},{"pattern":"b"}]}""", "\"a\"")]
    public void Validate_ValueThatFits_FindsNothing(string schema, string value) =>
        Validate(schema, value).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"type":"string"}""", "null", "v: Invalid value: null: must be of type string")]
    [InlineData("""{"type":"integer"}""", "1.5", "v: Invalid value: 1.5: must be of type integer")]
    [InlineData("""{"type":"integer","format":"int32"}""", "2147483648", "v: Invalid value: 2147483648: must fit int32")]
    [InlineData("""{"type":"integer","format":"int64"}""", "9223372036854775808", "v: Invalid value: 9223372036854775808: must fit int64")]
    [InlineData("""{"type":"number","maximum":2,"exclusiveMaximum":true}""", "2", "v: Invalid value: 2: must be below 2")]
    [InlineData("""{"type":"number","minimum":2,"exclusiveMinimum":true}""", "2", "v: Invalid value: 2: must be above 2")]
    [InlineData("""{"type":"number","multipleOf":0.5}""", "0.7", "v: Invalid value: 0.7: must be a multiple of 0.5")]
    [InlineData("""{"type":"string","minLength":1}""", "\"\"", "v: Invalid value: 0: minLength is 1")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", """{"a":1}""", "v.a: Invalid value: 1: must be of type string")]
    [InlineData("""{"type":"array","items":{"type":"string","enum":["a"]}}""", """["a","b"]""", "v[1]: Unsupported value: \"b\": supported values: \"a\"")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "true", "v: Invalid value: true: must be of type integer or string")]
    [InlineData("""{"type":"string","anyOf":[{"pattern":"a"},{"pattern":"b"}]}""", "\"c\"", "v: Invalid value: \"c\": must fit at least one schema of anyOf")]
    [InlineData("""{"type":"string","oneOf":[{"pattern":"a"},{"pattern":"b"}]}""", "\"ab\"", "v: Invalid value: \"ab\": must fit exactly one schema of oneOf")]
    [InlineData("""{"type":"string","not":{"pattern":"a"}}""", "\"a\"", "v: Invalid value: \"a\": must not fit the schema of not")]
    [InlineData(
        """{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}}},"allOf":[{"properties":{"a":{"items":{"maxLength":1}}}}]}""",
        """{"a":["xx"]}""",
        "v.a[0]: Invalid value: 2: maxLength is 1")]
    public void Validate_ValueThatDoesNotFit_SaysWhereAndWhy(string schema, string value, string finding) =>
        Validate(schema, value).ShouldHaveSingleItem().ToString().ShouldBe(finding);

    [Fact]
    public void Validate_SeveralFaults_FindsAll() =>
        Validate("""{"type":"object","required":["a"],"properties":{"b":{"type":"string"}}}""", """{"b":1,"c":2}""")
            .Select(finding => finding.ToString())
            .ShouldBe([
                "v.a: Required value: must be given",
                "v.b: Invalid value: 1: must be of type string",
                "v.c: Invalid value: 2: unknown field",
            ]);

    private static IReadOnlyList<SchemaFinding> Validate(string schema, string value) =>
        SchemaValidator.Validate(JsonNode.Parse(value), JsonNode.Parse(schema)!.AsObject(), "v");
}
