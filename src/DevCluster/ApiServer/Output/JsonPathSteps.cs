using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>What the parts of a path do. A missing field is no match; a list operation on something else is an error.</summary>
internal static class JsonPathSteps
{
    public static JsonPathStep Field(string name) => name.Length == 0
        ? matches => matches
        : matches => [.. from match in matches.OfType<JsonObject>() where match.ContainsKey(name) select match[name]];

    public static JsonPathStep Constant(JsonNode? value) => _ => [value];

    public static List<JsonNode?> Wildcard(List<JsonNode?> matches) => [.. matches.SelectMany(Children)];

    /// <summary>Every map and list that has something in it, outermost first.</summary>
    public static List<JsonNode?> Descend(List<JsonNode?> matches) =>
    [
        .. from match in matches
           let children = Children(match).ToList()
           where children.Count > 0
           from found in Descend(children).Prepend(match)
           select found,
    ];

    public static JsonPathStep Union(IReadOnlyList<JsonPath> alternatives) => matches =>
    {
        var found = new List<JsonNode?>();
        foreach (var alternative in alternatives)
        {
            foreach (var match in matches)
            {
                if (alternative.Find(match) is not { } part)
                {
                    return null;
                }

                found.AddRange(part);
            }
        }

        return found;
    };

    public static JsonPathStep Slice(JsonPathSlice slice) => OnLists(list => slice.Take(list));

    /// <param name="right">Null to ask only whether the left side is there.</param>
    public static JsonPathStep Filter(JsonPath left, string sign, JsonPath? right) => OnLists(list =>
    {
        var passed = new List<JsonNode?>();
        foreach (var item in list)
        {
            if (Passes(item, left, sign, right) is not { } pass)
            {
                return null;
            }

            if (pass)
            {
                passed.Add(item);
            }
        }

        return passed;
    });

    private static JsonPathStep OnLists(Func<JsonArray, IEnumerable<JsonNode?>?> step) => matches =>
    {
        var found = new List<JsonNode?>();
        foreach (var match in matches.OfType<JsonNode>())
        {
            if (match is not JsonArray list || step(list) is not { } part)
            {
                return null;
            }

            found.AddRange(part);
        }

        return found;
    };

    private static bool? Passes(JsonNode? item, JsonPath left, string sign, JsonPath? right)
    {
        if (left.Find(item) is not { } lefts || (right is null ? [] : right.Find(item)) is not { } rights)
        {
            return null;
        }

        if (right is null)
        {
            return lefts.Count > 0;
        }

        return (lefts, rights) switch
        {
            ([], _) or (_, []) => false,
            ([var a], [var b]) => Compare(a, b) is { } order ? Holds(sign, order) : null,
            _ => null,
        };
    }

    // Only values of the same kind can be compared.
    private static int? Compare(JsonNode? a, JsonNode? b) => (a.Kind(), b.Kind()) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(a.AsText(), b.AsText()),
        (JsonValueKind.Number, JsonValueKind.Number) => SchemaReader.Double(a)!.Value.CompareTo(SchemaReader.Double(b)!.Value),
        _ when a.AsFlag() is { } x && b.AsFlag() is { } y => x.CompareTo(y),
        _ => null,
    };

    private static bool? Holds(string sign, int order) => sign switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => null,
    };

    private static IEnumerable<JsonNode?> Children(JsonNode? node) => node switch
    {
        JsonArray list => list,
        JsonObject map => map.Select(pair => pair.Value),
        _ => [],
    };
}
