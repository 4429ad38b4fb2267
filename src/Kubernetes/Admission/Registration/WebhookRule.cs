namespace Gko.Kubernetes.Admission.Registration;

/// <summary>Which requests a webhook is called for.</summary>
public sealed class WebhookRule
{
    public List<string>? Operations { get; set; }

    public List<string>? ApiGroups { get; set; }

    public List<string>? ApiVersions { get; set; }

    public List<string>? Resources { get; set; }

    /// <summary><c>Namespaced</c>, <c>Cluster</c> or <c>*</c>.</summary>
    public string? Scope { get; set; }
}
