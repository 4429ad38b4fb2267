using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>Which objects an <see cref="Informer{T}"/> holds.</summary>
public sealed record InformerOptions
{
    /// <summary>Only these namespaces, each with its own watch; empty for the whole cluster. Ignored for cluster-scoped kinds.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Only objects with these labels, in the API server's syntax.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Only objects with these fields, in the API server's syntax.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>
    /// Drops what nobody reads from an object before it is held, such as by <see cref="MetadataTrimmer"/>; the object's identity
    /// and version must stay. Null to hold objects as they are.
    /// </summary>
    public Action<IResource>? Transform { get; init; }

    /// <summary>
    /// A kind that the cluster may do without: as long as the API server does not know it, there are no objects of it, and nobody
    /// waits for them.
    /// </summary>
    public bool IsOptional { get; init; }

    /// <summary>
    /// A kind that the program can do without where its account may not read it: until it may, there are no objects of it, and
    /// nobody waits for them. The log tells.
    /// </summary>
    public bool MayBeForbidden { get; init; }
}
