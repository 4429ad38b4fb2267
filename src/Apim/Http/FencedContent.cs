using System.Net;
using Gko.Kubernetes.LeaderElection;

namespace Gko.Apim.Http;

/// <summary>
/// A body that asks the fence once more when it is written: the request may have waited for its connection meanwhile. Without
/// its body nobody acts on a request.
/// </summary>
internal sealed class FencedContent(ReadOnlyMemory<byte> body, LeadershipFence? fence) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        fence?.ThrowIfClosed();
        return stream.WriteAsync(body, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
