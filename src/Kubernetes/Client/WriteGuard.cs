namespace Gko.Kubernetes.Client;

/// <summary>Asks right before a write reaches the connection pool; nothing that waits comes after it.</summary>
internal sealed class WriteGuard(Action beforeWrite, HttpMessageHandler transport) : HttpMessageHandler
{
    // The transport belongs to the client that is guarded.
    private readonly HttpMessageInvoker _transport = new(transport, disposeHandler: false);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
        {
            beforeWrite();
        }

        return _transport.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _transport.Dispose();
        }

        base.Dispose(disposing);
    }
}
