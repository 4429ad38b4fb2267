using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Gko.Kubernetes.Serialization;

namespace Gko.Kubernetes.Tests.Serialization;

public sealed class JsonMergePatchTests
{
    [Fact]
    public void Apply_CreatedPatch_YieldsTheSecondDocument() =>
        Prop.ForAll(JsonGen.Pairs(JsonGen.ObjectsWithoutNull), pair =>
        {
            var (before, after) = (JsonNode.Parse(pair[0]), JsonNode.Parse(pair[1]));
            return JsonNode.DeepEquals(JsonMergePatch.Apply(before, JsonMergePatch.Create(before, after)), after);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[1]}""", """{"a":[null]}""", """{"a":[null]}""")]
    [InlineData("""["a"]""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""["a"]""", """{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":1}""", "null", "null")]
    [InlineData("""{}""", """{"a":{"b":{"c":null}}}""", """{"a":{"b":{}}}""")]
    public void Apply_Patch_MergesObjectsAndReplacesTheRest(string target, string patch, string expected) =>
        JsonNode.DeepEquals(JsonMergePatch.Apply(JsonNode.Parse(target), JsonNode.Parse(patch)), JsonNode.Parse(expected)).ShouldBeTrue();

    [Fact]
    public void Apply_Patch_LeavesBothArgumentsAlone()
    {
        var target = JsonNode.Parse("""{"a":{"b":1}}""");
        var patch = JsonNode.Parse("""{"a":{"b":2,"c":{}}}""");

        JsonMergePatch.Apply(target, patch)!["a"]!["c"]!["d"] = 3;

        target!.ToJsonString().ShouldBe("""{"a":{"b":1}}""");
        patch!.ToJsonString().ShouldBe("""{"a":{"b":2,"c":{}}}""");
    }

    [Theory]
    [InlineData("""{"a":{"b":1,"c":2},"d":[1]}""", """{"a":{"b":1,"c":3},"d":[1]}""", """{"a":{"c":3}}""")]
    [InlineData("""{"a":1}""", """{}""", """{"a":null}""")]
    [InlineData("""{"a":1}""", """{"a":1}""", "{}")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", """{"a":[1]}""")]
    public void Create_Change_IsWrittenMinimally(string before, string after, string expected) =>
        JsonNode.DeepEquals(JsonMergePatch.Create(JsonNode.Parse(before), JsonNode.Parse(after)), JsonNode.Parse(expected)).ShouldBeTrue();
}
