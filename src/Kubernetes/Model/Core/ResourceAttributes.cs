namespace Gko.Kubernetes.Model.Core;

/// <summary>An action on Kubernetes objects.</summary>
public sealed class ResourceAttributes
{
    /// <summary>Null or empty for cluster-scoped kinds, and for all namespaces of the others.</summary>
    public string? Namespace { get; set; }

    /// <summary>Such as <c>get</c> or <c>update</c>.</summary>
    public string? Verb { get; set; }

    /// <summary>The API group; empty for the core group, <c>*</c> for all.</summary>
    public string? Group { get; set; }

    /// <summary>The version; empty or <c>*</c> for all.</summary>
    public string? Version { get; set; }

    /// <summary>The plural, such as <c>secrets</c>.</summary>
    public string? Resource { get; set; }

    /// <summary>Such as <c>status</c>; null for the object itself.</summary>
    public string? Subresource { get; set; }

    /// <summary>Null or empty for all objects.</summary>
    public string? Name { get; set; }
}
