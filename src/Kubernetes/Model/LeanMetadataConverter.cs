using System.Text.Json;
using System.Text.Json.Serialization;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Model;

/// <summary>
/// Reads of the metadata what identifies an object, its version, its finalizers, owners and annotations, and passes over the rest
/// without making anything of it. Of the annotations kubectl's copy of the object is left out: it is as long as the object, and
/// of a Secret it is as secret.
/// </summary>
internal sealed class LeanMetadataConverter : JsonConverter<ObjectMeta>
{
    private static ReadOnlySpan<byte> LastApplied => "kubectl.kubernetes.io/last-applied-configuration"u8;

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
        else if (reader.ValueTextEquals("ownerReferences"u8))
        {
            metadata.OwnerReferences = JsonSerializer.Deserialize(ref reader, KubeJson.Default.ListOwnerReference);
        }
        else if (reader.ValueTextEquals("annotations"u8))
        {
            metadata.Annotations = ReadAnnotations(ref reader);
        }
        else
        {
            reader.Read();
            reader.TrySkip();
        }
    }

    private static Dictionary<string, string>? ReadAnnotations(ref Utf8JsonReader reader)
    {
        reader.Read();
        Dictionary<string, string>? annotations = null;
        while (reader.TokenType is not JsonTokenType.Null && reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(LastApplied))
            {
                reader.Read();
                reader.TrySkip();
                continue;
            }

            var name = reader.GetString()!;
            (annotations ??= new(StringComparer.Ordinal))[name] = ReadText(ref reader) ?? "";
        }

        return annotations;
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }
}
