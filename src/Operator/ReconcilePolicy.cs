using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Operator;

/// <summary>What the author of an object asked the operator to do with it, through an annotation.</summary>
internal static class ReconcilePolicy
{
    /// <summary>The operator leaves the object and its remote counterpart alone.</summary>
    public static bool IsSkip(IResource resource) => Of(resource) == ReconcilePolicies.Skip;

    /// <summary>Deleting the object leaves its remote counterpart in place.</summary>
    public static bool DetachesOnDelete(IResource resource) => Of(resource) is ReconcilePolicies.DetachOnDelete or ReconcilePolicies.Skip;

    private static string? Of(IResource resource) => resource.Metadata.Annotations?.GetValueOrDefault(AnnotationNames.ReconcilePolicy);
}
