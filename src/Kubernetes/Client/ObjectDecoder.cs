using System.Text.Json;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Client;

/// <summary>
/// Decodes objects one by one, so that one that does not fit its class (written before a schema was tightened, or by a newer
/// version) does not take the others with it.
/// </summary>
internal static class ObjectDecoder
{
    /// <summary>Deeper than the default of 64, because free-form parts of objects may be; the API server has no bound of its own.</summary>
    public const int MaxDepth = 512;

    /// <summary>What a stream of objects may hold without breaking: as deep as the API server itself reads.</summary>
    public const int MaxStreamDepth = 16 * 1024;

    /// <summary>Null, and the reader behind the object, when it does not fit.</summary>
    public static T? Decode<T>(ref Utf8JsonReader reader, out UndecodableObject? undecodable) where T : class, IResource<T>
    {
        undecodable = null;
        var start = reader;
        try
        {
            ThrowIfTooDeep(reader);
            return Stamp(JsonSerializer.Deserialize(ref reader, T.Type.Json));
        }
        catch (Exception error) when (IsMisfit(error))
        {
            reader = start;
            undecodable = Describe(ref reader, error);
            return null;
        }
    }

    /// <summary>The object, or an exception that says what does not fit.</summary>
    public static T DecodeStrictly<T>(ref Utf8JsonReader reader) where T : class, IResource<T> =>
        Stamp(JsonSerializer.Deserialize(ref reader, T.Type.Json));

    /// <summary>The metadata alone; empty when even that does not fit.</summary>
    public static ObjectMeta ReadMetadata(ref Utf8JsonReader reader)
    {
        var start = reader;
        try
        {
            return JsonSerializer.Deserialize(ref reader, ClientJson.Default.PartialObject)?.Metadata ?? new ObjectMeta();
        }
        catch (JsonException)
        {
            reader = start;
            reader.TrySkip();
            return new ObjectMeta();
        }
    }

    /// <summary>What a converter may throw for JSON that it does not understand.</summary>
    private static bool IsMisfit(Exception error) =>
        error is JsonException or FormatException or NotSupportedException or InvalidOperationException or ArgumentException;

    /// <summary>A tree without a bound could overflow the stack of whoever walks it, which nothing survives.</summary>
    private static void ThrowIfTooDeep(Utf8JsonReader reader)
    {
        var outside = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > outside)
        {
            if (reader.CurrentDepth - outside > MaxDepth)
            {
                throw new JsonException($"The object is nested more than {MaxDepth} levels deep.");
            }
        }
    }

    private static UndecodableObject Describe(ref Utf8JsonReader reader, Exception error)
    {
        var metadata = ReadMetadata(ref reader);
        return new UndecodableObject(new ObjectKey(metadata.Namespace, metadata.Name ?? ""), metadata.ResourceVersion, error.Message);
    }

    /// <summary>Items of lists of core kinds come without their type, and metadata-only objects with that of the envelope.</summary>
    private static T Stamp<T>(T? resource) where T : class, IResource<T>
    {
        if (resource is null or { Metadata: null })
        {
            throw new JsonException("The object is null or has no metadata.");
        }

        if (resource is IMetadataOnly || string.IsNullOrEmpty(resource.Kind))
        {
            resource.ApiVersion = T.Type.ApiVersion;
            resource.Kind = T.Type.Kind;
        }

        return resource;
    }
}
