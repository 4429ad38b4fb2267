using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>A reference that an update lets point to another object; writing out the namespace that is meant anyway changes nothing.</summary>
/// <param name="From">What it pointed to.</param>
/// <param name="To">What it would point to.</param>
internal sealed record ReferenceChange(ObjectKey From, ObjectKey To)
{
    /// <summary>The change; null when there is none, or nothing was referred to before.</summary>
    /// <param name="before">As it is stored.</param>
    /// <param name="after">As it would be stored.</param>
    /// <param name="ns">The namespace of the object that refers.</param>
    public static ReferenceChange? Of(NamespacedReference? before, NamespacedReference? after, string? ns)
    {
        if (before is null)
        {
            return null;
        }

        var change = new ReferenceChange(References.Target(before, ns), References.Target(after ?? new(), ns));
        return change.From == change.To ? null : change;
    }
}
