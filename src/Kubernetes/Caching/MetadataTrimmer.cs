using System.Collections.Concurrent;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>
/// Keeps of an object what identifies it and tells its version and its finalizers, for kinds of which a cluster holds many
/// and only the existence matters. Use one per informer: it shares equal texts among the objects.
/// </summary>
/// <param name="annotationPrefix">Annotations that start with it stay; null keeps none.</param>
/// <param name="keepOwners">Whether owner references stay.</param>
public sealed class MetadataTrimmer(string? annotationPrefix = null, bool keepOwners = false)
{
    private readonly ConcurrentDictionary<string, string> _namespaces = new(StringComparer.Ordinal);

    /// <summary>For <see cref="InformerOptions.Transform"/>.</summary>
    public void Trim(IResource resource)
    {
        var metadata = resource.Metadata;
        metadata.Namespace = metadata.Namespace is { } ns ? _namespaces.GetOrAdd(ns, ns) : null;
        metadata.GenerateName = null;
        metadata.Labels = null;
        metadata.Annotations = Kept(metadata.Annotations);
        metadata.OwnerReferences = keepOwners ? metadata.OwnerReferences : null;
    }

    private Dictionary<string, string>? Kept(Dictionary<string, string>? annotations)
    {
        if (annotations is null || annotationPrefix is null || !annotations.Keys.Any(IsKept))
        {
            return null;
        }

        return annotations.Where(pair => IsKept(pair.Key)).ToDictionary(StringComparer.Ordinal);
    }

    private bool IsKept(string annotation) => annotation.StartsWith(annotationPrefix!, StringComparison.Ordinal);
}
