using System.Text.Json;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Client;

/// <summary>Decodes a list envelope item by item.</summary>
internal static class ListDecoder
{
    public static KubeList<T> Decode<T>(ref Utf8JsonReader reader) where T : class, IResource<T>
    {
        var metadata = new ListMeta();
        var items = new List<T>();
        var undecodable = new List<UndecodableObject>();
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException("A list must be an object.");
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("metadata"u8))
            {
                metadata = JsonSerializer.Deserialize(ref reader, ClientJson.Default.ListMeta) ?? metadata;
            }
            else if (reader.ValueTextEquals("items"u8))
            {
                reader.Read();
                ReadItems(ref reader, items, undecodable);
            }
            else
            {
                reader.Skip();
            }
        }

        return new KubeList<T> { Metadata = metadata, Items = items, Undecodable = undecodable };
    }

    private static void ReadItems<T>(ref Utf8JsonReader reader, List<T> items, List<UndecodableObject> undecodable)
        where T : class, IResource<T>
    {
        // Go writes an empty list as null.
        if (reader.TokenType is JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new JsonException("The items of a list must be an array.");
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (ObjectDecoder.Decode<T>(ref reader, out var misfit) is { } item)
            {
                items.Add(item);
            }
            else
            {
                undecodable.Add(misfit!);
            }
        }
    }
}
