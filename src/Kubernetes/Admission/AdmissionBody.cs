using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Gko.Kubernetes.Admission;

/// <summary>Reads request bodies up to a limit.</summary>
internal static class AdmissionBody
{
    /// <summary>A review holds two objects of at most 3 MiB each (the API server's own limit), plus the envelope.</summary>
    public const int Limit = 8 * 1024 * 1024;

    private const int UsualSize = 16 * 1024;
    private const int LargestGuess = 64 * 1024;

    /// <summary>The whole body; null when it is larger than <see cref="Limit"/>.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > Limit)
        {
            return null;
        }

        // One byte more than announced, so that the read that finds the end needs no larger buffer. What is announced but does
        // not come costs little.
        var body = new ArrayBufferWriter<byte>((int)Math.Min(request.ContentLength ?? UsualSize, LargestGuess) + 1);
        while (true)
        {
            var count = await request.Body.ReadAsync(body.GetMemory(1), ct);
            if (count == 0)
            {
                return body.WrittenMemory;
            }

            body.Advance(count);
            if (body.WrittenCount > Limit)
            {
                return null;
            }
        }
    }
}
