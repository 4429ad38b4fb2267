using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>What is the same for links and listings: they belong to the same portal for all their life.</summary>
internal static class PortalPart
{
    /// <summary>Adds an error when an update moves a part to another portal; the text is upstream's.</summary>
    /// <param name="before">The portal of the stored object; null on creation.</param>
    /// <param name="after">The portal of the object under review.</param>
    /// <param name="review">Gets the finding.</param>
    public static void CheckChange(NamespacedReference? before, NamespacedReference? after, Review review)
    {
        if (ReferenceChange.Of(before, after, review.Namespace) is { } change)
        {
            review.Verdicts.Error(
                $"portalRef is immutable. Detected change from [{change.From}] to [{change.To}]: create another object for the other portal",
                ReferredContexts.PortalField);
        }
    }
}
