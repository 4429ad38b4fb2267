using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Finds the contexts of objects that have none of their own: that of the Portal, or of the API, that they belong to.</summary>
internal sealed class ReferredContexts(ReferenceReview references, ObjectLookups lookups, SpecTemplates templates)
{
    /// <summary>Where objects refer to the Portal that they belong to.</summary>
    public const string PortalField = "spec.portalRef";

    /// <summary>The context of the Portal that an object belongs to; null, and an error among the findings, when there is none.</summary>
    /// <param name="reference">As the object under review has it.</param>
    /// <param name="what">What messages call the object under review, such as <c>portal link</c>.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public ValueTask<NamespacedReference?> OfPortalAsync(NamespacedReference? reference, string what, Review review, CancellationToken ct)
    {
        var target = Target(reference, review);
        return FindAsync(
            lookups.Portals,
            portal => portal.Spec?.ContextRef,
            new ReferredObject(
                reference,
                PortalField,
                $"{what} [{review.Name}] references portal [{target}] that can't be resolved",
                $"referenced portal [{target}] has no management context (spec.contextRef)"),
            review,
            ct);
    }

    /// <summary>The context of a v4 API; null, and an error among the findings, when there is none.</summary>
    public ValueTask<NamespacedReference?> OfApiAsync(ReferredObject api, Review review, CancellationToken ct) =>
        FindAsync(lookups.V4Apis, found => found.Spec?.ContextRef, api, review, ct);

    /// <summary>What a reference of the object under review means; without a name, when it has none.</summary>
    public static ObjectKey Target(NamespacedReference? reference, Review review) =>
        References.Target(reference ?? new NamespacedReference(), review.Namespace);

    // The result always has a namespace: it stands in another object than the one under review.
    private async ValueTask<NamespacedReference?> FindAsync<T>(
        ObjectLookup<T> lookup, Func<T, NamespacedReference?> contextOf, ReferredObject asked, Review review, CancellationToken ct)
        where T : class, IResource<T>
    {
        var found = await references.FindAsync(
            lookup, asked.Reference ?? new NamespacedReference(), asked.Unresolved, asked.Field, review, ct).ConfigureAwait(false);
        if (found is null)
        {
            return null;
        }

        if (contextOf(found) is not { } stored)
        {
            review.Verdicts.Error(asked.WithoutContext, asked.Field);
            return null;
        }

        // The reference alone, in some spec that can hold it: the rest of the object need not be in order.
        var (compiled, problems) = await templates.PreviewAsync(
            new PortalSpec { ContextRef = stored }, ContractsJson.Relaxed.PortalSpec, ObjectKey.Of(found), new ReadLog(), ct).ConfigureAwait(false);
        foreach (var problem in problems)
        {
            review.Verdicts.Error($"{asked.Unresolved}: {problem.Message}", asked.Field);
        }

        return compiled?.ContextRef is not { } context
            ? null
            : new NamespacedReference { Name = context.Name, Namespace = References.Target(context, found.Metadata.Namespace).Namespace };
    }
}
