using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>A printer column's path, such as <c>.status.conditions[?(@.type=="Ready")].status</c> or <c>.spec['a','b']</c>.</summary>
internal sealed class JsonPath(IReadOnlyList<JsonPathStep> steps)
{
    /// <exception cref="FormatException">Not a path.</exception>
    public static JsonPath Parse(string text) => new(new JsonPathParser(text).Parse());

    /// <summary>The matches in document order; null when the path cannot be evaluated on this value.</summary>
    public List<JsonNode?>? Find(JsonNode? root)
    {
        List<JsonNode?>? found = [root];
        foreach (var step in steps)
        {
            found = step(found);
            if (found is null)
            {
                return null;
            }
        }

        return found;
    }

    /// <summary>The first match as a table cell of that type; null when there is none or it is of another type.</summary>
    public JsonNode? Cell(JsonObject item, string type, DateTimeOffset now)
    {
        if (Find(item) is not [{ } value, ..])
        {
            return null;
        }

        return type switch
        {
            "integer" => SchemaReader.Double(value) is { } number ? (long)number : null,
            "number" => SchemaReader.Double(value) is null ? null : value.DeepClone(),
            "boolean" => value.AsFlag(),
            "date" => HumanDuration.Since(value.AsText(), now),
            _ => value.AsText() ?? value.Sorted().ToJsonText(),
        };
    }
}
