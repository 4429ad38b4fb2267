namespace Gko.Kubernetes.Client;

/// <summary>Counts and times each attempt.</summary>
internal sealed class MetricsHandler(RestClientMetrics metrics, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return response;
        }
        finally
        {
            metrics.Record(request, response?.StatusCode, time.GetElapsedTime(started));
        }
    }
}
