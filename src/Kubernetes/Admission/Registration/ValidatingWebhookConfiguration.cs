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

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    public List<WebhookEntry>? Webhooks { get; set; }
}
