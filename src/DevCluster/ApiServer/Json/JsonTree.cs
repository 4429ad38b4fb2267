using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Short reads and writes on the JSON trees that requests are worked on as.</summary>
internal static class JsonTree
{
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject? Child(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    public static JsonArray? Items(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonArray;

    public static string? Text(this JsonNode? node, string name) => (node as JsonObject)?[name].AsText();

    public static string? AsText(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;

    public static long? Number(this JsonNode? node, string name) => (node as JsonObject)?[name].AsInteger();

    /// <summary>The integer, or null for anything else; <c>1.5</c> is nothing.</summary>
    public static long? AsInteger(this JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() is not JsonValueKind.Number)
        {
            return null;
        }

        return long.TryParse(value.ToJsonText(), out var number) ? number : null;
    }

    public static bool? Flag(this JsonNode? node, string name) => (node as JsonObject)?[name].AsFlag();

    public static bool? AsFlag(this JsonNode? node) => Kind(node) switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static JsonValueKind Kind(this JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;

    public static IEnumerable<string> Texts(this JsonNode? node, string name) =>
        (node.Items(name) ?? []).Select(AsText).OfType<string>();

    /// <summary>The child object of that name, made when absent or of another type.</summary>
    public static JsonObject Ensure(this JsonObject node, string name)
    {
        if (node[name] is JsonObject child)
        {
            return child;
        }

        child = [];
        node[name] = child;
        return child;
    }

    public static JsonObject Metadata(this JsonObject node) => node.Ensure("metadata");

    public static JsonObject Copy(this JsonObject node) => (JsonObject)node.DeepClone();

    public static bool Same(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);

    public static byte[] ToUtf8(this JsonNode node)
    {
        using var buffer = new MemoryStream(1024);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            node.WriteTo(writer);
        }

        return buffer.ToArray();
    }

    /// <summary>Compact JSON text; <c>null</c> for a null node.</summary>
    public static string ToJsonText(this JsonNode? node) =>
        node is null ? "null" : System.Text.Encoding.UTF8.GetString(node.ToUtf8());

    public static JsonObject ParseObject(ReadOnlyMemory<byte> utf8) =>
        JsonNode.Parse(utf8.Span) as JsonObject ?? throw new InvalidDataException("Stored bytes are not a JSON object.");

    public static JsonArray ToJsonArray(this IEnumerable<string> texts) =>
        new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);

    /// <summary>A copy whose object keys are in ordinal order, as maps have on the wire.</summary>
    public static JsonNode? Sorted(this JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Sorted()))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
