using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.Management.Http;

/// <summary>Reads and writes loosely typed JSON.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Pretty = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Pretty))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Null when the bytes are not a JSON object.</summary>
    public static JsonObject? ParseObject(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span) as JsonObject;
        }
        catch (JsonException)
        {
            // The caller answers for all that is no JSON object.
            return null;
        }
    }

    /// <summary>A string property, or null when it is absent or something else.</summary>
    public static string? Text(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A boolean property.</summary>
    public static bool? Flag(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>The objects in an array property.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? node, string name) =>
        ((node as JsonObject)?[name] as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>The strings in an array property.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, string name) =>
        ((node as JsonObject)?[name] as JsonArray)?.OfType<JsonValue>()
            .Select(value => value.TryGetValue<string>(out var text) ? text : value.ToString()) ?? [];

    public static JsonArray ToArray(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)text)];

    public static JsonArray ToArray(IEnumerable<JsonNode> nodes) => [.. nodes];

    /// <summary>Copies the named properties that are present and not null.</summary>
    public static JsonObject Pick(JsonObject source, params ReadOnlySpan<string> names)
    {
        var target = new JsonObject();
        foreach (var name in names)
        {
            if (source[name] is { } value)
            {
                target[name] = value.DeepClone();
            }
        }

        return target;
    }

    /// <summary>Removes properties that are null: APIM never prints them.</summary>
    public static JsonObject WithoutNulls(this JsonObject item)
    {
        foreach (var (name, value) in item.ToList())
        {
            if (value is null)
            {
                item.Remove(name);
            }
        }

        return item;
    }
}
