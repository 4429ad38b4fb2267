using System.Buffers;
using System.Text.Json;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Client;

/// <summary>Decodes a list item by item while it arrives: what is held of the text is never more than the item in hand.</summary>
internal sealed class ListDecoder<T>(Stream stream) : IDisposable
    where T : class, IResource<T>
{
    private const int InitialSize = 32 * 1024;

    private readonly List<T> _items = [];
    private readonly List<UndecodableObject> _undecodable = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _end;
    private bool _isFinal;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = ObjectDecoder.MaxStreamDepth });
    private Place _place = Place.Start;
    private ListMeta _metadata = new();

    private enum Place
    {
        Start,
        Members,
        Items,
        End,
    }

    /// <param name="onProgress">Called whenever something has arrived.</param>
    /// <param name="ct">Ends the wait for more.</param>
    /// <exception cref="JsonException">It is no list.</exception>
    public async Task<KubeList<T>> ReadAsync(Action onProgress, CancellationToken ct)
    {
        while (!_isFinal)
        {
            await FillAsync(ct).ConfigureAwait(false);
            onProgress();
            Advance();
        }

        return new KubeList<T> { Metadata = _metadata, Items = _items, Undecodable = _undecodable };
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private async Task FillAsync(CancellationToken ct)
    {
        if (_end == _buffer.Length)
        {
            MakeRoom();
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct).ConfigureAwait(false);
        _end += read;
        _isFinal = read == 0;
    }

    private void MakeRoom()
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        if (_start >= _buffer.Length / 2)
        {
            rest.CopyTo(_buffer);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
            rest.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        (_start, _end) = (0, rest.Length);
    }

    /// <summary>Consumes as many whole steps as there are; a step that lacks its end is begun anew with more.</summary>
    private void Advance()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isFinal, _state);
        var consumed = 0;
        while (_place is not Place.End && TryStep(ref reader))
        {
            consumed = (int)reader.BytesConsumed;
            _state = reader.CurrentState;
        }

        _start = _place is Place.End ? _end : _start + consumed;
    }

    private bool TryStep(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }

        switch (_place)
        {
            case Place.Items:
                return TryItem(ref reader);
            case Place.Start when reader.TokenType is JsonTokenType.StartObject:
                _place = Place.Members;
                return true;
            case Place.Start:
                throw new JsonException("A list must be an object.");
            case Place.Members when reader.TokenType is JsonTokenType.EndObject:
                _place = Place.End;
                return true;
            default:
                return TryMember(ref reader);
        }
    }

    private bool TryMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("items"u8))
        {
            return reader.Read() && OpenItems(reader.TokenType);
        }

        var isMetadata = reader.ValueTextEquals("metadata"u8);
        if (!reader.Read())
        {
            return false;
        }

        var value = reader;
        if (!reader.TrySkip())
        {
            return false;
        }

        if (isMetadata)
        {
            _metadata = JsonSerializer.Deserialize(ref value, ClientJson.Default.ListMeta) ?? _metadata;
        }

        return true;
    }

    private bool OpenItems(JsonTokenType token)
    {
        _place = token switch
        {
            JsonTokenType.StartArray => Place.Items,
            // Go writes an empty list as null.
            JsonTokenType.Null => Place.Members,
            _ => throw new JsonException("The items of a list must be an array."),
        };
        return true;
    }

    private bool TryItem(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.EndArray)
        {
            _place = Place.Members;
            return true;
        }

        var whole = reader;
        if (!whole.TrySkip())
        {
            return false;
        }

        if (ObjectDecoder.Decode<T>(ref reader, out var misfit) is { } item)
        {
            _items.Add(item);
        }
        else
        {
            _undecodable.Add(misfit!);
        }

        return true;
    }
}
