using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Schemas;

/// <summary>Builds JSON arrays without reflection.</summary>
internal static class JsonLists
{
    public static JsonArray Of(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
