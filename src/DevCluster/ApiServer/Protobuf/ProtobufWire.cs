namespace Gko.DevCluster.ApiServer;

/// <summary>Reads the fields of one protobuf message.</summary>
internal ref struct ProtobufWire(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private int _type;

    /// <summary>Goes to the next field; its value must then be read or skipped.</summary>
    public bool Next(out int field)
    {
        field = 0;
        if (_at >= _bytes.Length)
        {
            return false;
        }

        var tag = Varint();
        (field, _type) = ((int)(tag >> 3), (int)(tag & 7));
        return true;
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_at >= _bytes.Length)
            {
                break;
            }

            var part = _bytes[_at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("unexpected EOF");
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        if (_type != 2 || length > (ulong)(_bytes.Length - _at))
        {
            throw new InvalidDataException("proto: illegal wireType or length");
        }

        var part = _bytes.Slice(_at, (int)length);
        _at += (int)length;
        return part;
    }

    public void Skip()
    {
        switch (_type)
        {
            case 0:
                Varint();
                break;
            case 1:
                _at += 8;
                break;
            case 2:
                Bytes();
                break;
            case 5:
                _at += 4;
                break;
            default:
                throw new InvalidDataException($"proto: illegal wireType {_type}");
        }
    }
}
