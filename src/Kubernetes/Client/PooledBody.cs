using System.Buffers;

namespace Gko.Kubernetes.Client;

/// <summary>A whole answer in a rented buffer; lists of thousands of objects would otherwise each leave a large array to collect.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int InitialSize = 16 * 1024;

    private byte[] _buffer;
    private int _length;

    private PooledBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public bool IsTruncated { get; private set; }

    /// <param name="limit">Stop there and set <see cref="IsTruncated"/>.</param>
    public static async Task<PooledBody> ReadAsync(HttpContent content, int limit, CancellationToken ct)
    {
        var body = new PooledBody((int)Math.Min(limit, content.Headers.ContentLength + 1 ?? InitialSize));
        try
        {
            var stream = await content.ReadAsStreamAsync(ct).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await body.FillAsync(stream, limit, ct).ConfigureAwait(false);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private async Task FillAsync(Stream stream, int limit, CancellationToken ct)
    {
        while (true)
        {
            if (_length == _buffer.Length)
            {
                Grow();
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_length), ct).ConfigureAwait(false);
            _length += read;
            if (read == 0)
            {
                return;
            }

            if (_length >= limit)
            {
                IsTruncated = true;
                return;
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
