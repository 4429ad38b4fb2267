using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

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
    public void Object_InventedFromTheSchema_FitsIt(string kind)
    {
        var schema = Kinds.Schema(kind);
        for (var seed = 0; seed < Objects / 4; seed++)
        {
            Kinds.Validate(schema, Invent(kind, schema, seed)).ShouldBeEmpty($"seed {seed}");
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

    /// <summary>In each free-form field of each kind, a value that a parser of numbers, or one that sorts, would change.</summary>
    [Theory]
    [MemberData(nameof(AllKinds))]
    public void FreeFormField_WithUnusualContent_KeepsItsText(string kind)
    {
        const string Unusual =
            """{"z":1.0,"a":1e3,"big":123456789012345678901234567890,"none":null,"nested":[{"<&>'+":[[],{}]},"é"]}""";

        foreach (var path in FreeFormPaths(Kinds.Schema(kind), ""))
        {
            var json = Wrapped(path, Unusual);

            Kinds.RoundTripText[kind](json).ShouldContain(Unusual, customMessage: path);
        }
    }

    [Fact]
    public void FreeFormFields_OfAllKinds_AreThoseWithSettingsOfPlugins()
    {
        var paths = AllKinds.Select(row => row.Data).SelectMany(kind => FreeFormPaths(Kinds.Schema(kind), "").Select(path => kind + path)).ToList();

        paths.Count.ShouldBeGreaterThan(30);
        paths.ShouldContain("ApiV4Definition/spec/listeners/*");
        paths.ShouldContain("ApiV4Definition/spec/plans/k/flows/*/request/*/configuration");
        paths.ShouldContain("Subscription/spec/consumerConfiguration/entrypointConfiguration");
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

    /// <summary>Paths such as <c>/spec/flows/*/pre/*/configuration</c>: a star stands for an item, k for a key.</summary>
    private static IEnumerable<string> FreeFormPaths(JsonObject schema, string path) =>
        schema.ContainsKey("x-kubernetes-preserve-unknown-fields")
            ? [path]
            : (schema["properties"]?.AsObject() ?? [])
                .Select(property => (Schema: (JsonNode?)property.Value, Step: "/" + property.Key))
                .Append((Schema: schema["items"], Step: "/*"))
                .Append((Schema: schema["additionalProperties"], Step: "/k"))
                .Where(below => below.Schema is JsonObject)
                .SelectMany(below => FreeFormPaths(below.Schema!.AsObject(), path + below.Step));

    private static string Wrapped(string path, string json) => path.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Reverse()
        .Aggregate(json, (inner, step) => step == "*" ? $"[{inner}]" : $$"""{"{{step}}":{{inner}}}""");

    private static JsonObject Invent(string kind, JsonObject schema, int seed)
    {
        var node = new SchemaSampler(seed).Sample(schema).AsObject();
        node["apiVersion"] = "gravitee.io/v1alpha1";
        node["kind"] = kind;
        node["metadata"] = new JsonObject { ["name"] = $"invented-{seed}" };
        return node;
    }
}
