using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;

namespace Gko.Kubernetes.Crds;

/// <summary>Reads CustomResourceDefinitions from manifests.</summary>
public static class CrdDocuments
{
    /// <summary>The definitions in a YAML text; empty documents are skipped.</summary>
    /// <exception cref="YamlFormatException">The text is not YAML.</exception>
    /// <exception cref="FormatException">A document is not a CustomResourceDefinition with a name.</exception>
    public static IReadOnlyList<JsonObject> Parse(string yaml) =>
        [.. YamlReader.ReadAll(yaml).OfType<JsonNode>().Select(Definition)];

    /// <summary>The name of a definition.</summary>
    /// <exception cref="FormatException">It is no CustomResourceDefinition with a name.</exception>
    internal static string NameOf(JsonObject definition) =>
        Text(definition["kind"]) == CustomResourceDefinition.Type.Kind
        && Text(definition["apiVersion"]) == CustomResourceDefinition.Type.ApiVersion
        && definition["metadata"] is JsonObject metadata
        && Text(metadata["name"]) is { Length: > 0 } name
            ? name
            : throw new FormatException($"not a {CustomResourceDefinition.Type.ApiVersion} CustomResourceDefinition with a name");

    /// <summary>The definition without what only the API server may say.</summary>
    internal static JsonObject Applicable(JsonObject definition)
    {
        var copy = definition.DeepClone().AsObject();
        copy.Remove("status");
        var metadata = copy["metadata"]!.AsObject();
        foreach (var field in (string[])["creationTimestamp", "generation", "managedFields", "resourceVersion", "uid"])
        {
            metadata.Remove(field);
        }

        return copy;
    }

    private static JsonObject Definition(JsonNode document)
    {
        var definition = document as JsonObject ?? throw new FormatException("a document is not a mapping");
        NameOf(definition);
        return definition;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
