using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Crds;

/// <summary>What the API server says of a definition.</summary>
public sealed class CustomResourceDefinitionStatus : IStatus
{
    /// <inheritdoc/>
    public long? ObservedGeneration { get; set; }

    /// <inheritdoc/>
    public List<Condition>? Conditions { get; set; }
}
