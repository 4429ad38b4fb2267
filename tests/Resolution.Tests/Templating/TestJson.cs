using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gko.Resolution.Tests.Templating;

/// <summary>A kind whose texts are read more strictly than written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Labels))]
internal sealed partial class TestJson : JsonSerializerContext;

internal sealed class Labels
{
    public List<Label>? Items { get; set; }
}

internal sealed class Label
{
    [JsonConverter(typeof(ShortText))]
    public string? Text { get; set; }
}

internal sealed class ShortText : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: < 10 } text ? text : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
