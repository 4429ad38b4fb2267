using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gko.Resolution.Templating;

/// <summary>
/// A spec as JSON and the strings in it that hold templates. Only those are ever touched: whatever else the document holds,
/// such as numbers of a free form, stays as it is to the byte.
/// </summary>
internal sealed class TemplatedDocument
{
    private readonly byte[] _json;

    public TemplatedDocument(byte[] json)
    {
        _json = json;

        // The cheap test first: it runs for every object, the walk only for those that have a marker.
        Fields = json.AsSpan().IndexOf("[["u8) < 0 ? [] : Find(json);
    }

    public IReadOnlyList<TemplatedField> Fields { get; }

    /// <summary>The document with each of its fields replaced by the text of the same index.</summary>
    public ReadOnlyMemory<byte> With(IReadOnlyList<string> texts)
    {
        var output = new ArrayBufferWriter<byte>(_json.Length + 256);
        var copied = 0;
        for (var index = 0; index < Fields.Count; index++)
        {
            var field = Fields[index];
            output.Write(_json.AsSpan(copied, field.Start - copied));
            output.Write("\""u8);
            output.Write(JsonEncodedText.Encode(Encoding.UTF8.GetBytes(texts[index]), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            output.Write("\""u8);
            copied = field.Start + field.Length;
        }

        output.Write(_json.AsSpan(copied));
        return output.WrittenMemory;
    }

    private static List<TemplatedField> Find(byte[] json)
    {
        var fields = new List<TemplatedField>();
        var path = new FieldPath();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    path.Name(reader.GetString()!);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    path.Open(isArray: reader.TokenType is JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.Close();
                    break;
                default:
                    path.Value();
                    if (reader.TokenType is JsonTokenType.String && reader.ValueSpan.IndexOf("[["u8) >= 0)
                    {
                        var start = (int)reader.TokenStartIndex;
                        fields.Add(new TemplatedField(path.ToString(), reader.GetString()!, start, (int)reader.BytesConsumed - start));
                    }

                    break;
            }
        }

        return fields;
    }
}
