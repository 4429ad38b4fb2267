namespace Gko.Kubernetes.Admission.Registration;

/// <summary>One webhook of a configuration, validating or mutating.</summary>
public sealed class WebhookEntry
{
    /// <summary>Unique within the configuration, in the form of a domain name; kubectl prints it with every denial.</summary>
    public string? Name { get; set; }

    /// <summary>Where the webhook is.</summary>
    public WebhookClientConfig? ClientConfig { get; set; }

    /// <summary>Which requests it is asked about.</summary>
    public List<WebhookRule>? Rules { get; set; }

    /// <summary>What a webhook that does not answer means: <c>Fail</c> or <c>Ignore</c>.</summary>
    public string? FailurePolicy { get; set; }

    /// <summary><c>Equivalent</c> to be asked about other versions of the same kind too, else <c>Exact</c>.</summary>
    public string? MatchPolicy { get; set; }

    /// <summary>Only objects in namespaces with these labels; null for all.</summary>
    public LabelSelector? NamespaceSelector { get; set; }

    /// <summary>Only objects with these labels; null for all.</summary>
    public LabelSelector? ObjectSelector { get; set; }

    /// <summary>Further demands on a request, all of which must hold; null for none.</summary>
    public List<MatchCondition>? MatchConditions { get; set; }

    /// <summary><c>None</c> for a webhook that may be called at dry runs.</summary>
    public string? SideEffects { get; set; }

    /// <summary>How long the API server waits, from 1 to 30 seconds.</summary>
    public int? TimeoutSeconds { get; set; }

    /// <summary>The versions of AdmissionReview that the webhook understands.</summary>
    public List<string>? AdmissionReviewVersions { get; set; }

    /// <summary>Mutating webhooks only.</summary>
    public string? ReinvocationPolicy { get; set; }
}
