using System.Text;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// Reads the protobuf bodies that imperative kubectl commands (<c>create namespace</c>, <c>auth can-i</c>, …) and helm send; they
/// do not fall back to JSON. Answers are JSON, which such clients accept.
/// </summary>
internal static class ProtobufReader
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    /// <returns>Null when the kind is not one that imperative commands create.</returns>
    /// <exception cref="ApiStatusException">400: the bytes are not what the media type says.</exception>
    public static DecodedBody? Read(byte[] bytes, ResourceDefinition resource) => ProtobufKinds.ByKind.TryGetValue(resource.Kind, out var message)
        ? new DecodedBody(Read(bytes, message, resource.Kind), [])
        : null;

    /// <summary>The options of a delete, as helm sends them for its releases.</summary>
    /// <exception cref="ApiStatusException">400: the bytes are not what the media type says.</exception>
    public static JsonObject ReadDeleteOptions(byte[] bytes) => Read(bytes, ProtobufKinds.DeleteOptions, "DeleteOptions");

    private static JsonObject Read(byte[] bytes, ProtobufMessage message, string kind)
    {
        if (!bytes.AsSpan().StartsWith("k8s\0"u8))
        {
            throw Refusals.BadRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }

        try
        {
            return ReadEnvelope(bytes.AsSpan(4), message);
        }
        catch (InvalidDataException error)
        {
            throw Refusals.BadRequest($"the object provided is unrecognized (must be of type {kind}): {error.Message}");
        }
    }

    // Unknown { typeMeta = 1 { apiVersion = 1, kind = 2 }, raw = 2 }
    private static JsonObject ReadEnvelope(ReadOnlySpan<byte> bytes, ProtobufMessage message)
    {
        var (apiVersion, kind) = ("", "");
        var node = new JsonObject();
        var reader = new ProtobufWire(bytes);
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                (apiVersion, kind) = ReadType(reader.Bytes());
            }
            else if (field == 2)
            {
                node = ReadMessage(reader.Bytes(), message);
            }
            else
            {
                reader.Skip();
            }
        }

        node["apiVersion"] = apiVersion;
        node["kind"] = kind;
        return node;
    }

    private static (string ApiVersion, string Kind) ReadType(ReadOnlySpan<byte> bytes)
    {
        var texts = new string[3];
        var reader = new ProtobufWire(bytes);
        while (reader.Next(out var field))
        {
            if (field is 1 or 2)
            {
                texts[field] = Encoding.UTF8.GetString(reader.Bytes());
            }
            else
            {
                reader.Skip();
            }
        }

        return (texts[1] ?? "", texts[2] ?? "");
    }

    private static JsonObject ReadMessage(ReadOnlySpan<byte> bytes, ProtobufMessage message)
    {
        var node = new JsonObject();
        var reader = new ProtobufWire(bytes);
        while (reader.Next(out var number))
        {
            if (message.Fields.TryGetValue(number, out var field))
            {
                Put(node, field, ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return node;
    }

    private static void Put(JsonObject node, ProtobufField field, ref ProtobufWire reader)
    {
        switch (field.Type)
        {
            case ProtobufType.Flag:
                node[field.Name] = reader.Varint() != 0;
                break;
            case ProtobufType.Text:
                PutText(node, field.Name, Encoding.UTF8.GetString(reader.Bytes()));
                break;
            case ProtobufType.Texts:
                List(node, field.Name).Add((JsonNode?)JsonValue.Create(Encoding.UTF8.GetString(reader.Bytes())));
                break;
            case ProtobufType.Message:
                node[field.Name] = ReadMessage(reader.Bytes(), field.Message!);
                break;
            case ProtobufType.Messages:
                List(node, field.Name).Add((JsonNode)ReadMessage(reader.Bytes(), field.Message!));
                break;
            default:
                PutEntry(node.Ensure(field.Name), reader.Bytes(), field.Type is ProtobufType.BytesMap);
                break;
        }
    }

    // The zero value is not set.
    private static void PutText(JsonObject node, string name, string text)
    {
        if (text.Length > 0)
        {
            node[name] = text;
        }
    }

    private static void PutEntry(JsonObject map, ReadOnlySpan<byte> bytes, bool binary)
    {
        var (key, value) = ("", "");
        var reader = new ProtobufWire(bytes);
        while (reader.Next(out var field))
        {
            var part = reader.Bytes();
            if (field == 1)
            {
                key = Encoding.UTF8.GetString(part);
            }
            else
            {
                value = binary ? Convert.ToBase64String(part) : Encoding.UTF8.GetString(part);
            }
        }

        map[key] = value;
    }

    private static JsonArray List(JsonObject node, string name)
    {
        if (node[name] is not JsonArray list)
        {
            list = [];
            node[name] = list;
        }

        return list;
    }
}
