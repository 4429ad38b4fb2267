namespace Gko.Contracts.Wire;

/// <summary>Values of the annotation <see cref="AnnotationNames.ReconcilePolicy"/>.</summary>
public static class ReconcilePolicies
{
    /// <summary>The operator manages the object; the default.</summary>
    public const string Manage = "manage";

    /// <summary>The operator leaves the object and its remote counterpart alone.</summary>
    public const string Skip = "skip";

    /// <summary>Deleting the object leaves its remote counterpart in place.</summary>
    public const string DetachOnDelete = "detach-on-delete";
}
