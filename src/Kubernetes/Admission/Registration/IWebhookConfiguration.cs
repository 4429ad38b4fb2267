using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Admission.Registration;

/// <summary>What the two kinds of webhook configuration have in common.</summary>
internal interface IWebhookConfiguration : IResource
{
    List<WebhookEntry>? Webhooks { get; set; }
}
