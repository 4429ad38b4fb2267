using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.ApiServer;

/// <summary><c>[1]</c>, <c>[1:3]</c>, <c>[::2]</c>; negative positions count from the end.</summary>
internal sealed partial class JsonPathSlice
{
    private readonly int _from;
    private readonly int? _to;
    private readonly int _step;

    private JsonPathSlice(int from, int? to, int step) => (_from, _to, _step) = (from, to, step);

    /// <exception cref="FormatException">Not a position or range.</exception>
    public static JsonPathSlice Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"invalid array index {text}");
        }

        int? Part(string name) => match.Groups[name].Value.TrimStart(':') is { Length: > 0 } digits
            ? int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"invalid array index {text}")
            : null;
        var from = Part("from") ?? 0;
        var single = !match.Groups["to"].Success;
        return new JsonPathSlice(from, single ? from == -1 ? null : from + 1 : Part("to"), Part("step") ?? 1);
    }

    /// <summary>The items in the range; null when it reaches beyond the list.</summary>
    public IEnumerable<JsonNode?>? Take(JsonArray list)
    {
        int FromEnd(int position) => position < 0 ? position + list.Count : position;
        var (from, to) = (FromEnd(_from), FromEnd(_to ?? list.Count));
        if (from == to)
        {
            return [];
        }

        return from >= 0 && from < to && to <= list.Count && _step > 0
            ? Enumerable.Range(from, to - from).Where(index => (index - from) % _step == 0).Select(index => list[index])
            : null;
    }

    [GeneratedRegex(@"^(?<from>-?\d*)(?<to>:-?\d*)?(?<step>:-?\d*)?$")]
    private static partial Regex Pattern();
}
