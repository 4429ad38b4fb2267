namespace Gko.Kubernetes.Admission.Registration;

/// <summary>One webhook of a configuration, validating or mutating.</summary>
public sealed class WebhookEntry
{
    public string? Name { get; set; }

    public WebhookClientConfig? ClientConfig { get; set; }

    public List<WebhookRule>? Rules { get; set; }

    public string? FailurePolicy { get; set; }

    public string? MatchPolicy { get; set; }

    public LabelSelector? NamespaceSelector { get; set; }

    public LabelSelector? ObjectSelector { get; set; }

    public string? SideEffects { get; set; }

    public int? TimeoutSeconds { get; set; }

    public List<string>? AdmissionReviewVersions { get; set; }

    /// <summary>Mutating webhooks only.</summary>
    public string? ReinvocationPolicy { get; set; }
}
