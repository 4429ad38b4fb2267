using System.Globalization;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// The part of JSONPath that printer columns use: <c>.a.b</c>, <c>['a']</c>, <c>[0]</c>, <c>[*]</c> and
/// <c>[?(@.type=="Ready")]</c>.
/// </summary>
internal sealed class JsonPath
{
    private readonly List<Func<JsonNode?, IEnumerable<JsonNode?>>> _steps = [];

    private JsonPath()
    {
    }

    /// <exception cref="FormatException">The path uses something else.</exception>
    public static JsonPath Parse(string text)
    {
        var path = new JsonPath();
        for (var at = 0; at < text.Length;)
        {
            at = text[at] switch
            {
                '.' => path.AddField(text, at + 1),
                '[' => path.AddBracket(text, at + 1),
                _ when at == 0 => path.AddField(text, at),
                _ => throw new FormatException($"unexpected '{text[at]}' in JSONPath {text}"),
            };
        }

        return path;
    }

    public IEnumerable<JsonNode?> Select(JsonNode? root)
    {
        IEnumerable<JsonNode?> nodes = [root];
        return _steps.Aggregate(nodes, (current, step) => current.SelectMany(step));
    }

    /// <summary>The first match as a table cell of that type; null when there is none or it is of another type.</summary>
    public JsonNode? Cell(JsonObject item, string type, DateTimeOffset now)
    {
        if (Select(item).FirstOrDefault(match => match is not null) is not { } value)
        {
            return null;
        }

        return type switch
        {
            "integer" => value.AsInteger() is { } number ? number : null,
            "number" => SchemaReader.Double(value) is null ? null : value.DeepClone(),
            "boolean" => value.AsFlag(),
            "date" => HumanDuration.Since(value.AsText(), now),
            _ => value.AsText() ?? value.ToJsonText(),
        };
    }

    private int AddField(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] is not ('.' or '['))
        {
            end += text[end] == '\\' && end + 1 < text.Length ? 2 : 1;
        }

        AddField(text[at..end].Replace("\\", "", StringComparison.Ordinal));
        return end;
    }

    private void AddField(string name)
    {
        if (name == "*")
        {
            _steps.Add(Children);
        }
        else if (name.Length > 0)
        {
            _steps.Add(node => node is JsonObject map && map.TryGetPropertyValue(name, out var value) ? [value] : []);
        }
    }

    private int AddBracket(string text, int at)
    {
        var end = text[at..].StartsWith("?(", StringComparison.Ordinal)
            ? text.IndexOf(")]", at, StringComparison.Ordinal) + 1
            : text.IndexOf(']', at);
        if (end <= at)
        {
            throw new FormatException($"unterminated bracket in JSONPath {text}");
        }

        var inner = text[at..end].Trim();
        if (inner is "*")
        {
            _steps.Add(Children);
        }
        else if (inner.StartsWith('?'))
        {
            AddFilter(inner);
        }
        else if (inner[0] is '\'' or '"')
        {
            AddField(inner[1..^1]);
        }
        else
        {
            AddIndex(inner);
        }

        return end + 1;
    }

    private void AddIndex(string inner)
    {
        if (!int.TryParse(inner, CultureInfo.InvariantCulture, out var index))
        {
            throw new FormatException($"unsupported JSONPath subscript [{inner}]");
        }

        _steps.Add(node => node is JsonArray list && At(list, index) is { } item ? [item] : []);
    }

    private static JsonNode? At(JsonArray list, int index)
    {
        var position = index < 0 ? list.Count + index : index;
        return position >= 0 && position < list.Count ? list[position] : null;
    }

    // ?(@.path OP literal), or ?(@.path) for "is there".
    private void AddFilter(string inner)
    {
        var condition = inner[2..^1].Trim();
        var sign = Array.Find(["==", "!="], candidate => condition.Contains(candidate, StringComparison.Ordinal));
        var parts = sign is null ? [condition] : condition.Split(sign, 2);
        if (!parts[0].TrimStart().StartsWith('@'))
        {
            throw new FormatException($"unsupported JSONPath filter {inner}");
        }

        var path = Parse(parts[0].Trim()[1..]);
        var wanted = parts.Length == 2 ? parts[1].Trim().Trim('"', '\'') : null;
        bool Matches(JsonNode? item)
        {
            var found = path.Select(item).FirstOrDefault();
            var text = found.AsText() ?? (found is null ? null : found.ToJsonText());
            return sign switch
            {
                "==" => text == wanted,
                "!=" => text != wanted,
                _ => found is not null,
            };
        }

        _steps.Add(node => Children(node).Where(Matches));
    }

    private static IEnumerable<JsonNode?> Children(JsonNode? node) => node switch
    {
        JsonArray list => list,
        JsonObject map => map.Select(pair => pair.Value),
        _ => [],
    };
}
