using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Reviews listings of APIs on portals: the portal, which they can never leave, the APIs, which must be synced to the same
/// environment, and what APIM says to them.
/// </summary>
public sealed class PortalListingAdmission : KindAdmission<PortalListing, PortalListingSpec>
{
    private const string What = "portal listing";

    private static readonly PortalListingValidator Validator = new();

    internal PortalListingAdmission(ReviewServices services)
        : base(services, listing => listing.Spec, ContractsJson.Relaxed.PortalListingSpec)
    {
    }

    private protected override async ValueTask ReviewAsync(
        PortalListing resource, PortalListing? old, Review review, CancellationToken ct)
    {
        PortalPart.CheckChange(old?.Spec?.PortalRef, resource.Spec?.PortalRef, review);
        if (await CompileAsync(resource, review, ct).ConfigureAwait(false) is not { } spec)
        {
            return;
        }

        review.Verdicts.Add(Validator.Validate(spec));
        var context = await Services.Referred.OfPortalAsync(spec.PortalRef, What, review, ct).ConfigureAwait(false);
        await CheckApisAsync(spec, context, review, ct).ConfigureAwait(false);
        var connection = await Services.Contexts.ConnectAsync(context, null, ReferredContexts.PortalField, review, ct).ConfigureAwait(false);
        await HridReview.CheckAsync(Services.Resolution.Hrids.Listings, resource, review, ct).ConfigureAwait(false);
        await Services.Imports.CheckAsync(
            connection, () => PortalListingPayload.Create(spec, resource.Metadata), What, review, ct).ConfigureAwait(false);
    }

    private async ValueTask CheckApisAsync(
        PortalListingSpec spec, NamespacedReference? context, Review review, CancellationToken ct)
    {
        for (var index = 0; index < spec.Apis?.Count; index++)
        {
            var reference = spec.Apis[index]?.Ref;
            if (reference is null || ApiKinds.IsV4(reference))
            {
                await CheckApiAsync(reference, $"spec.apis[{index}].ref", context, review, ct).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask CheckApiAsync(
        NamespacedReference? reference, string field, NamespacedReference? context, Review review, CancellationToken ct)
    {
        var asked = new ReferredObject(
            reference,
            field,
            $"portal listing [{review.Name}] references API [{ReferredContexts.Target(reference, review)}] that can't be resolved",
            $"API [{reference?.Name}] has no management context (spec.contextRef) and cannot be published to a portal");
        var own = await Services.Referred.OfApiAsync(asked, review, ct).ConfigureAwait(false);
        if (own is null || context is null)
        {
            return;
        }

        var (expected, actual) = (References.Target(context, null), References.Target(own, null));
        if (expected != actual)
        {
            review.Verdicts.Error(
                $"API [{reference?.Name}] management context [{actual}] must match the portal's management context [{expected}]", field);
        }
    }
}
