namespace Gko.Kubernetes.Admission.Registration;

/// <summary>The Service behind which the webhook server listens.</summary>
public sealed class WebhookServiceReference
{
    public string? Namespace { get; set; }

    public string? Name { get; set; }

    public string? Path { get; set; }

    public int? Port { get; set; }
}
