using System.Collections.Concurrent;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>
/// Keeps of an object what identifies it and tells its version and its finalizers, for kinds of which a cluster holds many
/// and only the existence matters. Use one per informer: it shares equal texts among the objects.
/// </summary>
public sealed class MetadataTrimmer
{
    private readonly ConcurrentDictionary<string, string> _namespaces = new(StringComparer.Ordinal);

    /// <summary>For <see cref="InformerOptions.Transform"/>.</summary>
    public void Trim(IResource resource)
    {
        var metadata = resource.Metadata;
        metadata.Namespace = metadata.Namespace is { } ns ? _namespaces.GetOrAdd(ns, ns) : null;
        metadata.GenerateName = null;
        metadata.Labels = null;
        metadata.Annotations = null;
        metadata.OwnerReferences = null;
    }
}
