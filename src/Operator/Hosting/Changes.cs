using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Operator.Hosting;

/// <summary>Which updates of an object are worth a reconcile.</summary>
internal static class Changes
{
    private static readonly string[] OwnAnnotations = [AnnotationNames.ReconcilePolicy, AnnotationNames.Template];

    /// <summary>The spec changed, or an annotation that tells the operator what to do with the object.</summary>
    public static bool OfSpecOrPolicy(IResource old, IResource now) =>
        old.Metadata.Generation != now.Metadata.Generation
        || old.Metadata.Uid != now.Metadata.Uid
        || OwnAnnotations.Any(name => Value(old, name) != Value(now, name));

    private static string? Value(IResource resource, string annotation) => resource.Metadata.Annotations?.GetValueOrDefault(annotation);
}
