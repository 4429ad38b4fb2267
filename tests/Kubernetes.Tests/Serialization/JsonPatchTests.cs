using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Gko.Kubernetes.Serialization;

namespace Gko.Kubernetes.Tests.Serialization;

public sealed class JsonPatchTests
{
    [Fact(Timeout = 30_000)]
    public async Task Diff_LargeObjectsAndLists_IsDoneSoon()
    {
        const int Many = 200_000;
        var members = string.Join(',', Enumerable.Range(0, Many).Select(index => $"\"k{index}\":[{index}]"));
        var items = string.Join(',', Enumerable.Range(0, Many).Select(index => $"{{\"a\":{index}}}"));
        using var before = JsonDocument.Parse($$"""{"map":{{{members}}},"list":[{{items}},1]}""");
        using var after = JsonDocument.Parse($$"""{"map":{{{members}},"new":true},"list":[{{items}},2]}""");

        var operations = await Task.Run(() => JsonPatch.Diff(before.RootElement, after.RootElement), TestContext.Current.CancellationToken);

        operations.Select(operation => (string?)operation!["path"]).ShouldBe(["/map/new", $"/list/{Many}"]);
    }

    [Fact]
    public void Apply_DiffOfAnyTwoDocuments_YieldsTheSecond() =>
        Prop.ForAll(JsonGen.Pairs(JsonGen.Documents), pair =>
        {
            var operations = JsonPatch.Diff(JsonGen.Element(pair[0]), JsonGen.Element(pair[1]));
            var patched = JsonPatch.Apply(JsonNode.Parse(pair[0]), operations);
            return JsonNode.DeepEquals(patched, JsonNode.Parse(pair[1]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Diff_EqualDocuments_IsEmpty() =>
        Prop.ForAll(JsonGen.Documents, json => JsonPatch.Diff(JsonGen.Element(json), JsonGen.Element(json)).Count == 0)
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", """[{"op":"add","path":"/a","value":2}]""")]
    [InlineData("""{"a":1}""", """{}""", """[{"op":"remove","path":"/a"}]""")]
    [InlineData("""{}""", """{"a/b":{"~":null}}""", """[{"op":"add","path":"/a~1b","value":{"~":null}}]""")]
    [InlineData("""{"a/b":{"~":1}}""", """{"a/b":{"~":2}}""", """[{"op":"add","path":"/a~1b/~0","value":2}]""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,3]}""", """[{"op":"replace","path":"/a/1","value":3}]""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", """[{"op":"add","path":"/a","value":[1]}]""")]
    [InlineData("""[[1],2]""", """[[1,1],2]""", """[{"op":"replace","path":"/0","value":[1,1]}]""")]
    [InlineData("1", "2", """[{"op":"replace","path":"","value":2}]""")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", "[]")]
    public void Diff_Change_IsWrittenMinimally(string before, string after, string expected) =>
        JsonNode.DeepEquals(JsonPatch.Diff(JsonGen.Element(before), JsonGen.Element(after)), JsonNode.Parse(expected)).ShouldBeTrue();

    [Theory]
    [InlineData("""{"a":[1,3]}""", """[{"op":"add","path":"/a/1","value":2}]""", """{"a":[1,2,3]}""")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/-","value":null}]""", """{"a":[1,null]}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"remove","path":"/a/0"}]""", """{"a":[2]}""")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/a","path":"/b"}]""", """{"b":1}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"copy","from":"/a","path":"/c"},{"op":"replace","path":"/c/b","value":2}]""", """{"a":{"b":1},"c":{"b":2}}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/a","value":1},{"op":"replace","path":"/a","value":null}]""", """{"a":null}""")]
    [InlineData("""{"~1":1}""", """[{"op":"replace","path":"/~01","value":2}]""", """{"~1":2}""")]
    [InlineData("""{"":1}""", """[{"op":"remove","path":"/"}]""", """{}""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"","value":[]}]""", """[]""")]
    [InlineData("""{"a":1}""", """[{"op":"remove","path":""}]""", "null")]
    public void Apply_Operation_ChangesTheDocument(string document, string operations, string expected) =>
        JsonNode.DeepEquals(
            JsonPatch.Apply(JsonNode.Parse(document), JsonNode.Parse(operations)!.AsArray()), JsonNode.Parse(expected)).ShouldBeTrue();

    [Theory]
    [InlineData("""[{"op":"remove","path":"/x"}]""", "'/x' does not exist")]
    [InlineData("""[{"op":"replace","path":"/x","value":1}]""", "'/x' does not exist")]
    [InlineData("""[{"op":"add","path":"/x/y","value":1}]""", "'/x/y' does not exist")]
    [InlineData("""[{"op":"add","path":"/a/b","value":1}]""", "'/a/b' does not exist")]
    [InlineData("""[{"op":"add","path":"/list/3","value":1}]""", "no element '3'")]
    [InlineData("""[{"op":"add","path":"/list/01","value":1}]""", "no element '01'")]
    [InlineData("""[{"op":"remove","path":"/list/-"}]""", "no element '-'")]
    [InlineData("""[{"op":"remove","path":"/list/2"}]""", "no element '2'")]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""", "the value differs")]
    [InlineData("""[{"op":"move","from":"/list","path":"/list/0"}]""", "into itself")]
    [InlineData("""[{"op":"add","path":"/b"}]""", "'value' is missing")]
    [InlineData("""[{"op":"add","path":7,"value":1}]""", "'path' must be a string")]
    [InlineData("""[{"op":"bend","path":"/a"}]""", "no operation 'bend'")]
    [InlineData("""[{"op":"remove","path":"a"}]""", "must start with a slash")]
    [InlineData("""[{"op":"remove","path":"/~2"}]""", "must be written ~0")]
    [InlineData("""[7]""", "must be an object")]
    public void Apply_OperationThatDoesNotFit_SaysWhy(string operations, string reason)
    {
        var document = JsonNode.Parse("""{"a":1,"list":[1,2]}""");

        var error = Should.Throw<JsonPatchException>(() => JsonPatch.Apply(document, JsonNode.Parse(operations)!.AsArray()));

        error.Message.ShouldContain(reason);
    }

    [Fact]
    public void Apply_SecondOperationFails_LeavesTheDocumentAndNamesTheOperation()
    {
        var document = JsonNode.Parse("""{"a":1}""");

        var error = Should.Throw<JsonPatchException>(() => JsonPatch.Apply(
            document, JsonNode.Parse("""[{"op":"remove","path":"/a"},{"op":"remove","path":"/a"}]""")!.AsArray()));

        error.Index.ShouldBe(1);
        document!.ToJsonString().ShouldBe("""{"a":1}""");
    }
}
