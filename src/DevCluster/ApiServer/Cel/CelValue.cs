using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// Values of expressions: null, bool, long, double, string, <c>List&lt;object?&gt;</c> and
/// <c>Dictionary&lt;string, object?&gt;</c>.
/// </summary>
internal static class CelValue
{
    public static object? Of(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => map.ToDictionary(pair => pair.Key, pair => Of(pair.Value), StringComparer.Ordinal),
        JsonArray list => list.Select(Of).ToList(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.AsText(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => node.AsInteger() is { } number ? number : double.Parse(node.ToJsonText()),
        },
    };

    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (long a, double b) => a == b,
        (double a, long b) => a == b,
        (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (Dictionary<string, object?> a, Dictionary<string, object?> b) =>
            a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var other) && Same(pair.Value, other)),
        _ => Equals(left, right),
    };

    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (long a, long b) => a.CompareTo(b),
        (long or double, long or double) => AsDouble(left).CompareTo(AsDouble(right)),
        (bool a, bool b) => a.CompareTo(b),
        _ => throw new CelException("no such overload"),
    };

    public static double AsDouble(object? value) => value switch
    {
        long number => number,
        double number => number,
        _ => throw new CelException("no such overload"),
    };

    public static bool Truth(object? value) => value as bool? ?? throw new CelException("no such overload");

    public static string Text(object? value) => value as string ?? throw new CelException("no such overload");

    public static long Int(object? value) => value as long? ?? throw new CelException("no such overload");
}
