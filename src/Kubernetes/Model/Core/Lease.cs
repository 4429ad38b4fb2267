namespace Gko.Kubernetes.Model.Core;

/// <summary>A lock with an expiry, as leader election uses it.</summary>
public sealed class Lease : IResource<Lease>
{
    /// <inheritdoc/>
    public static ResourceType<Lease> Type { get; } = new("coordination.k8s.io", "v1", "Lease", "leases", true, KubeJson.Default.Lease);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>Who holds the lease, and until when.</summary>
    public LeaseSpec? Spec { get; set; }
}
