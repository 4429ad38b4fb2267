using System.Globalization;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.ApiServer;

/// <summary>The functions that rules may call; anything else makes the definition be refused.</summary>
internal static class CelFunctions
{
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(StringComparer.Ordinal)
    {
        "size", "startsWith", "endsWith", "contains", "matches", "lowerAscii", "upperAscii", "trim", "split", "join",
        "indexOf", "lastIndexOf", "replace", "substring", "string", "int", "double", "isSorted", "sum", "min", "max", "isURL",
    };

    public static readonly IReadOnlySet<string> Macros = new HashSet<string>(StringComparer.Ordinal)
    {
        "all", "exists", "exists_one", "filter", "map",
    };

    public static object? Call(string name, object?[] values) => (name, values) switch
    {
        ("size", [string text]) => (long)text.EnumerateRunes().Count(),
        ("size", [List<object?> list]) => (long)list.Count,
        ("size", [Dictionary<string, object?> map]) => (long)map.Count,
        ("string", [{ } value]) => ToText(value),
        ("int", [{ } value]) => ToInt(value),
        ("double", [{ } value]) => value is string text ? double.Parse(text, CultureInfo.InvariantCulture) : CelValue.AsDouble(value),
        (_, [string text, .. var rest]) => OnText(name, text, rest),
        (_, [List<object?> list, .. var rest]) => OnList(name, list, rest),
        _ => throw new CelException("no such overload"),
    };

    private static object? OnText(string name, string text, object?[] rest) => (name, rest) switch
    {
        ("startsWith", [string other]) => text.StartsWith(other, StringComparison.Ordinal),
        ("endsWith", [string other]) => text.EndsWith(other, StringComparison.Ordinal),
        ("contains", [string other]) => text.Contains(other, StringComparison.Ordinal),
        ("matches", [string pattern]) => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking),
        ("lowerAscii", []) => text.ToLowerInvariant(),
        ("upperAscii", []) => text.ToUpperInvariant(),
        ("trim", []) => text.Trim(),
        ("split", [string separator]) => text.Split(separator).Cast<object?>().ToList(),
        ("indexOf", [string other]) => (long)text.IndexOf(other, StringComparison.Ordinal),
        ("lastIndexOf", [string other]) => (long)text.LastIndexOf(other, StringComparison.Ordinal),
        ("replace", [string old, string other]) => text.Replace(old, other, StringComparison.Ordinal),
        ("substring", [long from]) => Cut(text, from, text.Length),
        ("substring", [long from, long to]) => Cut(text, from, to),
        ("isURL", []) => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => throw new CelException("no such overload"),
    };

    private static object? OnList(string name, List<object?> list, object?[] rest) => (name, rest) switch
    {
        ("join", []) => string.Concat(list.Select(CelValue.Text)),
        ("join", [string separator]) => string.Join(separator, list.Select(CelValue.Text)),
        ("isSorted", []) => list.Zip(list.Skip(1)).All(pair => CelValue.Compare(pair.First, pair.Second) <= 0),
        ("sum", []) => list.TrueForAll(item => item is long) ? list.Sum(CelValue.Int) : list.Sum(CelValue.AsDouble),
        ("min", []) when list.Count > 0 => list.Aggregate((a, b) => CelValue.Compare(a, b) <= 0 ? a : b),
        ("max", []) when list.Count > 0 => list.Aggregate((a, b) => CelValue.Compare(a, b) >= 0 ? a : b),
        ("indexOf", [var item]) => (long)list.FindIndex(other => CelValue.Same(other, item)),
        _ => throw new CelException("no such overload"),
    };

    private static string Cut(string text, long from, long to) =>
        from >= 0 && from <= to && to <= text.Length
            ? text[(int)from..(int)to]
            : throw new CelException($"index out of range: {from}");

    private static string ToText(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        long or double => string.Format(CultureInfo.InvariantCulture, "{0}", value),
        _ => throw new CelException("no such overload"),
    };

    private static long ToInt(object value) => value switch
    {
        long number => number,
        double number => (long)number,
        string text when long.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new CelException($"cannot convert to int: {value}"),
    };
}
