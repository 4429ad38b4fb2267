namespace Gko.Kubernetes.Admission.Registration;

/// <summary>Which requests a webhook is called for.</summary>
public sealed class WebhookRule
{
    /// <summary><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c> or <c>*</c>.</summary>
    public List<string>? Operations { get; set; }

    /// <summary>API groups; the empty one is the core group.</summary>
    public List<string>? ApiGroups { get; set; }

    /// <summary>Versions within the groups.</summary>
    public List<string>? ApiVersions { get; set; }

    /// <summary>Plurals, with a slash for subresources.</summary>
    public List<string>? Resources { get; set; }

    /// <summary><c>Namespaced</c>, <c>Cluster</c> or <c>*</c>.</summary>
    public string? Scope { get; set; }
}
