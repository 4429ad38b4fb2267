namespace Gko.Kubernetes.Admission.Registration;

/// <summary>The Service behind which the webhook server listens.</summary>
public sealed class WebhookServiceReference
{
    /// <summary>The namespace of the Service.</summary>
    public string? Namespace { get; set; }

    /// <summary>The name of the Service.</summary>
    public string? Name { get; set; }

    /// <summary>The path of requests to it.</summary>
    public string? Path { get; set; }

    /// <summary>The port of the Service; 443 when null.</summary>
    public int? Port { get; set; }
}
