using System.Text.Json;

namespace Gko.Resolution;

/// <summary>Reads free-form configuration, where nothing need be of the form that is expected.</summary>
internal static class JsonReading
{
    /// <summary>The member, or null.</summary>
    public static JsonElement? Member(JsonElement? item, string name) =>
        item is { ValueKind: JsonValueKind.Object } container && container.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The member if it is a text, or null.</summary>
    public static string? Text(JsonElement? item, string name) => Text(Member(item, name));

    /// <summary>The text, or null for anything else.</summary>
    public static string? Text(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The items of a list, or none.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement? item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
