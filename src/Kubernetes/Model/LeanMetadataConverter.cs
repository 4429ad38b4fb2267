using System.Text.Json;
using System.Text.Json.Serialization;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Model;

/// <summary>
/// Reads of the metadata only what identifies an object, its version and its finalizers, and passes over the rest without
/// making anything of it: labels and annotations are often longer than all that together.
/// </summary>
internal sealed class LeanMetadataConverter : JsonConverter<ObjectMeta>
{
    /// <inheritdoc/>
    public override ObjectMeta Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException("Metadata must be an object.");
        }

        var metadata = new ObjectMeta();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            ReadMember(ref reader, metadata);
        }

        return metadata;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ObjectMeta value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, KubeJson.Default.ObjectMeta);

    private static void ReadMember(ref Utf8JsonReader reader, ObjectMeta metadata)
    {
        if (reader.ValueTextEquals("name"u8))
        {
            metadata.Name = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("namespace"u8))
        {
            metadata.Namespace = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("uid"u8))
        {
            metadata.Uid = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("resourceVersion"u8))
        {
            metadata.ResourceVersion = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("deletionTimestamp"u8))
        {
            metadata.DeletionTimestamp = ReadText(ref reader) is { } time ? DateTimeOffset.Parse(time) : null;
        }
        else if (reader.ValueTextEquals("finalizers"u8))
        {
            metadata.Finalizers = JsonSerializer.Deserialize(ref reader, KubeJson.Default.ListString);
        }
        else
        {
            reader.Read();
            reader.TrySkip();
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }
}
