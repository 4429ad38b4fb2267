using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Reads JSON as the API server does: of a repeated key the last one wins, and each repetition is reported.</summary>
internal sealed class JsonBody
{
    private readonly List<string> _duplicates = [];

    /// <summary>Paths of keys that occurred more than once, such as <c>spec.list[0].x</c>.</summary>
    public IReadOnlyList<string> Duplicates => _duplicates;

    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public JsonNode? Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, state: default);
        if (!reader.Read())
        {
            throw EndOfInput();
        }

        var node = ReadValue(ref reader, "");
        if (reader.Read())
        {
            throw new JsonException("invalid character after top-level value");
        }

        return node;
    }

    private JsonNode? ReadValue(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader, path),
        JsonTokenType.StartArray => ReadArray(ref reader, path),
        JsonTokenType.String => JsonValue.Create(reader.GetString()),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => JsonValue.Create(true),
        JsonTokenType.False => JsonValue.Create(false),
        _ => null,
    };

    // Anything but a plain integer keeps its own text: 0.10 or 1e400 must come back as they were sent.
    private static JsonValue? ReadNumber(ref Utf8JsonReader reader) =>
        reader.TryGetInt64(out var number) ? JsonValue.Create(number) : JsonValue.Create(JsonElement.ParseValue(ref reader));

    private JsonObject ReadObject(ref Utf8JsonReader reader, string path)
    {
        var node = new JsonObject();
        while (Next(ref reader) is not JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            Next(ref reader);
            var child = path.Length == 0 ? name : $"{path}.{name}";
            if (node.ContainsKey(name) && !_duplicates.Contains(child))
            {
                _duplicates.Add(child);
            }

            node[name] = ReadValue(ref reader, child);
        }

        return node;
    }

    // The input is complete, so a reader that wants more has met a truncated document.
    private static JsonTokenType Next(ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : throw EndOfInput();

    private static JsonException EndOfInput() => new("unexpected end of JSON input");

    private JsonArray ReadArray(ref Utf8JsonReader reader, string path)
    {
        var node = new JsonArray();
        while (Next(ref reader) is not JsonTokenType.EndArray)
        {
            node.Add(ReadValue(ref reader, $"{path}[{node.Count}]"));
        }

        return node;
    }
}
