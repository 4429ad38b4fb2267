using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.Tests.Kinds;

/// <summary>The kinds as plain JSON in and out, for tests that treat all kinds alike.</summary>
internal static class Kinds
{
    /// <summary>How an object of a kind looks after having been read into its type and written again.</summary>
    public static IReadOnlyDictionary<string, Func<JsonNode, JsonNode>> RoundTrip { get; } =
        new Dictionary<string, Func<JsonNode, JsonNode>>
        {
            [ApiDefinition.Type.Kind] = node => Through<ApiDefinition>(node),
            [ManagementContext.Type.Kind] = node => Through<ManagementContext>(node),
        };

    /// <summary>The schema of a kind, as the API server gets it.</summary>
    public static JsonObject Schema(string kind)
    {
        var definition = CustomResourceDefinitions.All()
            .Single(definition => definition["spec"]!["names"]!["kind"]!.GetValue<string>() == kind);
        return JsonNode.Parse(definition.ToJsonString())!["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();
    }

    /// <summary>What the API server would refuse about a manifest, metadata apart.</summary>
    public static IReadOnlyList<SchemaFinding> Validate(string kind, JsonNode manifest)
    {
        var copy = manifest.DeepClone().AsObject();
        copy.Remove("metadata");
        var schema = Schema(kind);
        SchemaDefaults.Apply(copy, schema);
        return SchemaValidator.Validate(copy, schema);
    }

    private static JsonNode Through<T>(JsonNode node) where T : class, IResource<T>
    {
        var typed = node.Deserialize(T.Type.Json)!;
        return JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(typed, T.Type.Json))!;
    }
}
