using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Admission.Registration;

/// <summary>A webhook that this process serves.</summary>
/// <param name="Name">Its qualified name, which kubectl shows in denials; unique within its configuration.</param>
/// <param name="Path">Where it is served, with a leading slash.</param>
/// <param name="ResourceType">The kind that it looks at.</param>
/// <param name="Operations">When it is called.</param>
/// <param name="Mutating">Whether it belongs to the mutating configuration.</param>
public sealed record WebhookDescription(
    string Name, string Path, ResourceType ResourceType, IReadOnlyList<AdmissionOperation> Operations, bool Mutating);
