using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Client;

/// <summary>What every object has, for objects whose rest cannot be read or does not matter.</summary>
internal sealed class PartialObject
{
    public ObjectMeta? Metadata { get; set; }
}
