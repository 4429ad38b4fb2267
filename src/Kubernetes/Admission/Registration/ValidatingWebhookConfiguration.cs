using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Admission.Registration;

/// <summary>Which validating webhooks the API server calls, and for what.</summary>
public sealed class ValidatingWebhookConfiguration : IResource<ValidatingWebhookConfiguration>, IWebhookConfiguration
{
    /// <inheritdoc/>
    public static ResourceType<ValidatingWebhookConfiguration> Type { get; } = new(
        "admissionregistration.k8s.io",
        "v1",
        "ValidatingWebhookConfiguration",
        "validatingwebhookconfigurations",
        false,
        RegistrationJson.Default.ValidatingWebhookConfiguration);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>The webhooks, called side by side.</summary>
    public List<WebhookEntry>? Webhooks { get; set; }
}
