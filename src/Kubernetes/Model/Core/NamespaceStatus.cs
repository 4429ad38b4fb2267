namespace Gko.Kubernetes.Model.Core;

/// <summary>The life-cycle phase of a <see cref="Namespace"/>.</summary>
public sealed class NamespaceStatus
{
    /// <summary><c>Active</c> or <c>Terminating</c>.</summary>
    public string? Phase { get; set; }
}
