namespace Gko.Kubernetes.Admission.Registration;

/// <summary>How the API server calls a webhook: by URL or through a Service.</summary>
public sealed class WebhookClientConfig
{
    public string? Url { get; set; }

    public WebhookServiceReference? Service { get; set; }

    /// <summary>The certificates to trust, PEM; on the wire in base64.</summary>
    public byte[]? CaBundle { get; set; }
}
