using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;

namespace Gko.Contracts.Tests.Kinds;

/// <summary>What the API server accepts can be read, and comes out as it went in.</summary>
public sealed class RoundTripTests
{
    private const int Objects = 200;

    public static TheoryData<string> AllKinds => [.. Kinds.RoundTrip.Keys];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void Object_InventedFromTheSchema_RoundTrips(string kind)
    {
        var schema = Kinds.Schema(kind);
        for (var seed = 0; seed < Objects; seed++)
        {
            var node = Invent(kind, schema, seed);

            var written = Kinds.RoundTrip[kind](node);

            JsonNode.DeepEquals(node, written).ShouldBeTrue($"seed {seed}\n{node}\nbecame\n{written}");
        }
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void Object_WrittenAsYamlAndRead_RoundTrips(string kind)
    {
        var schema = Kinds.Schema(kind);
        for (var seed = 0; seed < Objects / 4; seed++)
        {
            var node = Invent(kind, schema, seed);

            var read = YamlReader.ReadAll(YamlWriter.Write(Kinds.RoundTrip[kind](node))).Single();

            JsonNode.DeepEquals(node, read).ShouldBeTrue($"seed {seed}\n{node}\nbecame\n{read}");
        }
    }

    [Fact]
    public void Configuration_WithUnusualContent_KeepsItsText()
    {
        const string Configuration =
            """{"z":1.0,"a":1e3,"big":123456789012345678901234567890,"none":null,"nested":[{"<&>'+":[[],{}]},"é"]}""";
        var json = $$$"""{"spec":{"flows":[{"pre":[{"policy":"p","configuration":{{{Configuration}}}}]}]}}""";

        var api = JsonSerializer.Deserialize(json, ContractsJson.Relaxed.ApiDefinition)!;
        var step = JsonSerializer.Serialize(api.Spec!.Flows![0].Pre![0], ContractsJson.Relaxed.Step);

        step.ShouldBe($$$"""{"policy":"p","configuration":{{{Configuration}}}}""");
    }

    [Fact]
    public void Object_WithUnknownFieldsAndNulls_IsReadAllTheSame()
    {
        const string Json =
            """{"kind":"ApiDefinition","metadata":{"name":"a","managedFields":[{}]},"spec":{"name":null,"flows":null,"future":{"x":1}},"status":null}""";

        var api = JsonSerializer.Deserialize(Json, ContractsJson.Relaxed.ApiDefinition)!;

        api.Metadata.Name.ShouldBe("a");
        api.Spec!.Flows.ShouldBeNull();
    }

    [Fact]
    public void Expression_Written_IsNotEscaped()
    {
        var api = new ApiDefinition { Spec = new() { Name = "{#a['b'] < 1 && \"ü\"}" } };

        var json = JsonSerializer.Serialize(api, ApiDefinition.Type.Json);

        json.ShouldContain("""{#a['b'] < 1 && \"ü\"}""");
    }

    [Fact]
    public void EmptyObject_Written_HoldsOnlyItsIdentity()
    {
        var json = JsonSerializer.Serialize(new ManagementContext(), ManagementContext.Type.Json);

        json.ShouldBe("""{"apiVersion":"gravitee.io/v1alpha1","kind":"ManagementContext","metadata":{}}""");
    }

    private static JsonObject Invent(string kind, JsonObject schema, int seed)
    {
        var node = new SchemaSampler(seed).Sample(schema).AsObject();
        node["apiVersion"] = "gravitee.io/v1alpha1";
        node["kind"] = kind;
        node["metadata"] = new JsonObject { ["name"] = $"invented-{seed}" };
        return node;
    }
}
