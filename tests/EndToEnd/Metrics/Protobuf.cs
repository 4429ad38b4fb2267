using System.Text;

namespace Gko.EndToEnd.Metrics;

/// <summary>One message on the wire: its length-delimited fields by number; numbers are skipped.</summary>
internal sealed class Protobuf
{
    private readonly List<(int Field, ReadOnlyMemory<byte> Value)> _fields = [];

    public Protobuf(ReadOnlyMemory<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var tag = Varint(bytes.Span, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(bytes.Span, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                case 2:
                    var length = (int)Varint(bytes.Span, ref at);
                    _fields.Add(((int)(tag >> 3), bytes.Slice(at, length)));
                    at += length;
                    break;
                case var type:
                    throw new InvalidDataException($"There is no wire type {type}.");
            }
        }
    }

    public IEnumerable<Protobuf> Messages(int field) => Values(field).Select(value => new Protobuf(value));

    public string Text(int field) => Encoding.UTF8.GetString(Values(field).FirstOrDefault().Span);

    public string Hex(int field) => Convert.ToHexStringLower(Values(field).FirstOrDefault().Span);

    private IEnumerable<ReadOnlyMemory<byte>> Values(int field) => _fields.Where(one => one.Field == field).Select(one => one.Value);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0ul;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
