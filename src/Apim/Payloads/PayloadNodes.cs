using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Apim.Payloads;

/// <summary>Reads and rearranges the JSON of bodies.</summary>
internal static class PayloadNodes
{
    /// <summary>The first text that is neither null nor empty: APIM and upstream take empty for absent.</summary>
    public static string? First(params ReadOnlySpan<string?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (!string.IsNullOrEmpty(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>A field that is a text and not empty.</summary>
    public static string? Text(this JsonObject item, string name) =>
        item[name] is { } node && node.GetValueKind() is JsonValueKind.String ? First(node.GetValue<string>()) : null;

    /// <summary>The objects in a list; none when it is no list.</summary>
    public static IEnumerable<JsonObject> Items(this JsonObject item, string name) =>
        (item[name] as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>The objects of a map with their keys, in ordinal order of these; a snapshot, so that the map may be changed.</summary>
    public static List<(string Key, JsonObject Value)> Entries(this JsonObject item, string name) =>
        item[name] is JsonObject map
            ? [.. map.Where(pair => pair.Value is JsonObject)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => (pair.Key, pair.Value!.AsObject()))]
            : [];

    /// <summary>Sends a list that is not given as null: APIM tells an absent list from an empty one, and has always been sent these.</summary>
    public static void AddMissing(this JsonObject item, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            item.TryAdd(name, null);
        }
    }

    /// <summary>
    /// Turns a map into the list of its values, sorted by their <c>order</c> and then by key; those without an order come last.
    /// For APIM, which is not told the order, the position counts.
    /// </summary>
    public static void ToList(this JsonObject item, string name)
    {
        var entries = item.Entries(name).OrderBy(entry => Order(entry.Value)).Select(entry => entry.Value).ToList();
        if (item[name] is JsonObject map)
        {
            map.Clear();
            item[name] = new JsonArray([.. entries]);
        }
    }

    /// <summary>SHA-256 of a text in UTF-8, in lower-case hexadecimal digits.</summary>
    public static string Hash(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));

    private static long Order(JsonObject item) =>
        item["order"] is { } node && node.GetValueKind() is JsonValueKind.Number ? node.GetValue<long>() : long.MaxValue;
}
