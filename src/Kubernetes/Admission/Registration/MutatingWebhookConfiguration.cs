using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Admission.Registration;

/// <summary>Which mutating webhooks the API server calls, and for what.</summary>
public sealed class MutatingWebhookConfiguration : IResource<MutatingWebhookConfiguration>, IWebhookConfiguration
{
    /// <inheritdoc/>
    public static ResourceType<MutatingWebhookConfiguration> Type { get; } = new(
        "admissionregistration.k8s.io",
        "v1",
        "MutatingWebhookConfiguration",
        "mutatingwebhookconfigurations",
        false,
        RegistrationJson.Default.MutatingWebhookConfiguration);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>The webhooks, called one after the other.</summary>
    public List<WebhookEntry>? Webhooks { get; set; }
}
