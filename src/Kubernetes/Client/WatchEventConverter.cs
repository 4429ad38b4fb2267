using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Client;

/// <summary>Reads one line of a watch; the serializer calls it only once the whole line is in memory.</summary>
internal sealed class WatchEventConverter<T> : JsonConverter<WatchEvent<T>> where T : class, IResource<T>
{
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    /// <summary>Metadata for the stream; made by hand because the source generator cannot see the generic type.</summary>
    public static JsonTypeInfo<WatchEvent<T>> TypeInfo { get; } = JsonMetadataServices.CreateValueInfo<WatchEvent<T>>(
        new JsonSerializerOptions { MaxDepth = ObjectDecoder.MaxStreamDepth, TypeInfoResolver = KubeJson.Default },
        new WatchEventConverter<T>());

    public override WatchEvent<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? type = null;
        Utf8JsonReader later = default;
        var isLater = false;
        WatchEvent<T>? decoded = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reader.GetString();
            }
            else if (!reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                reader.TrySkip();
            }
            else if (reader.Read() && type is not null)
            {
                decoded = Decode(ref reader, type);
            }
            else
            {
                // The type comes first in practice; if it does not, come back when it is known.
                later = reader;
                isLater = true;
                reader.TrySkip();
            }
        }

        return decoded ?? (isLater && type is not null ? Decode(ref later, type) : throw new JsonException("A watch event needs a type and an object."));
    }

    public override void Write(Utf8JsonWriter writer, WatchEvent<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Watch events are only read.");

    private static WatchEvent<T> Decode(ref Utf8JsonReader reader, string type) => type switch
    {
        "ADDED" => DecodeChange(ref reader, WatchEventType.Added),
        "MODIFIED" => DecodeChange(ref reader, WatchEventType.Modified),
        "DELETED" => DecodeChange(ref reader, WatchEventType.Deleted),
        "BOOKMARK" => DecodeBookmark(ref reader),
        "ERROR" => new WatchEvent<T>(
            WatchEventType.Error, null, null, false, JsonSerializer.Deserialize(ref reader, KubeJson.Default.KubeStatus) ?? new KubeStatus(), null),
        _ => throw new JsonException($"There is no watch event type '{type}'."),
    };

    private static WatchEvent<T> DecodeChange(ref Utf8JsonReader reader, WatchEventType type)
    {
        var resource = ObjectDecoder.Decode<T>(ref reader, out var undecodable);
        var version = resource is null ? undecodable!.ResourceVersion : resource.Metadata.ResourceVersion;
        return new WatchEvent<T>(type, resource, version, false, null, undecodable);
    }

    private static WatchEvent<T> DecodeBookmark(ref Utf8JsonReader reader)
    {
        var metadata = ObjectDecoder.ReadMetadata(ref reader);
        var isEnd = metadata.Annotations?.GetValueOrDefault(InitialEventsEnd) == "true";
        return new WatchEvent<T>(WatchEventType.Bookmark, null, metadata.ResourceVersion, isEnd, null, null);
    }
}
