using System.Globalization;
using System.Text.Json.Nodes;

namespace Gko.Charts.Tests.Rendering;

/// <summary>Short ways into documents.</summary>
internal static class NodeExtensions
{
    /// <summary>What stands at a path such as <c>spec/ports/0/name</c>; null when there is nothing.</summary>
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var step in path.Split('/'))
        {
            node = node switch
            {
                JsonObject map => map[step],
                JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>The text of what stands at a path, whatever type it has; null when there is nothing.</summary>
    public static string? Text(this JsonNode? node, string path) => node.At(path)?.ToString();

    /// <summary>The texts of a list.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, string path) =>
        (node.At(path) as JsonArray ?? []).Select(item => item?.ToString() ?? "");

    /// <summary>What stands in an object under a key that may hold slashes.</summary>
    public static string? Entry(this JsonNode? node, string path, string key) => (node.At(path) as JsonObject)?[key]?.ToString();
}
