using System.Globalization;
using System.Text.Json.Nodes;

namespace Gko.Testing.Pods;

/// <summary>Reads specs strictly: a field that nobody sees to would be one that no test covers.</summary>
internal static class SpecReading
{
    /// <summary>The object, if it has no other fields than these.</summary>
    /// <exception cref="NotSupportedException">It has; the message names them.</exception>
    public static JsonObject WithOnly(this JsonObject node, string where, params IEnumerable<string> fields)
    {
        var unknown = node.Select(field => field.Key).Except(fields, StringComparer.Ordinal).ToList();
        return unknown.Count == 0
            ? node
            : throw new NotSupportedException($"{where} says {string.Join(", ", unknown)}, which this kubelet does not know.");
    }

    public static JsonObject Map(this JsonNode? node, string field) => node?[field] as JsonObject ?? [];

    public static IEnumerable<JsonObject> Maps(this JsonNode? node, string field) => (node?[field] as JsonArray ?? []).Select(item => item!.AsObject());

    public static IEnumerable<string> Texts(this JsonNode? node, string field) => (node?[field] as JsonArray ?? []).Select(item => item!.ToString());

    public static string? Text(this JsonNode? node, string field) => node?[field]?.ToString();

    public static bool? Flag(this JsonNode? node, string field) => node?[field]?.GetValue<bool>();

    public static long? Number(this JsonNode? node, string field) => Text(node, field) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
