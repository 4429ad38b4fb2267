namespace Gko.Kubernetes.Admission.Registration;

/// <summary>How the API server calls a webhook: by URL or through a Service.</summary>
public sealed class WebhookClientConfig
{
    /// <summary>The https address of a webhook outside the cluster; null with <see cref="Service"/>.</summary>
    public string? Url { get; set; }

    /// <summary>The Service in front of a webhook in the cluster; null with <see cref="Url"/>.</summary>
    public WebhookServiceReference? Service { get; set; }

    /// <summary>The certificates to trust, PEM; on the wire in base64.</summary>
    public byte[]? CaBundle { get; set; }
}
