namespace Gko.Kubernetes.Model.Core;

/// <summary>An action on Kubernetes objects.</summary>
public sealed class ResourceAttributes
{
    /// <summary>Null or empty for cluster-scoped kinds, and for all namespaces of the others.</summary>
    public string? Namespace { get; set; }

    public string? Verb { get; set; }

    public string? Group { get; set; }

    public string? Version { get; set; }

    /// <summary>The plural, such as <c>secrets</c>.</summary>
    public string? Resource { get; set; }

    public string? Subresource { get; set; }

    /// <summary>Null or empty for all objects.</summary>
    public string? Name { get; set; }
}
