namespace Gko.Kubernetes.Admission.Registration;

/// <summary>How the webhooks of a process are to be registered.</summary>
public sealed record WebhookRegistration
{
    /// <summary>Name of the ValidatingWebhookConfiguration.</summary>
    public required string ValidatingName { get; init; }

    /// <summary>Name of the MutatingWebhookConfiguration.</summary>
    public required string MutatingName { get; init; }

    /// <summary>Where the API server reaches this process, for one outside the cluster; wins over <see cref="Service"/>.</summary>
    public Uri? Url { get; init; }

    /// <summary>The Service in front of this process; its path is ignored.</summary>
    public WebhookServiceReference? Service { get; init; }

    /// <summary>The certificates to trust, PEM; empty for those of the API server's system.</summary>
    public required string CaBundle { get; init; }

    /// <summary>Whether certificates that are trusted now stay so, behind those of <see cref="CaBundle"/>.</summary>
    public bool KeepsTrusted { get; init; }

    /// <summary>How long the API server waits for an answer: 1 to 30 seconds.</summary>
    public int TimeoutSeconds { get; init; } = 10;

    /// <summary><c>Fail</c> or <c>Ignore</c>: what a webhook that cannot be reached means.</summary>
    public string FailurePolicy { get; init; } = "Fail";

    /// <summary>
    /// Only objects in these namespaces are looked at; null or empty for all. Webhooks for cluster-scoped kinds are left out
    /// then, because no namespace can be told of their objects.
    /// </summary>
    public IReadOnlyList<string>? Namespaces { get; init; }

    /// <summary>A user whose requests pass without being looked at, such as the account of this process; null for none.</summary>
    public string? ExemptUser { get; init; }

    /// <summary>Labels of the configurations.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
