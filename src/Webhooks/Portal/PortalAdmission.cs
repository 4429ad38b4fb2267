using Gko.Apim.Payloads;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>Reviews portals: what they say by themselves, whether their context exists, and what APIM says to them.</summary>
public sealed class PortalAdmission : KindAdmission<Portal, PortalSpec>
{
    private static readonly PortalValidator Validator = new();

    internal PortalAdmission(ReviewServices services) : base(services, portal => portal.Spec, ContractsJson.Relaxed.PortalSpec)
    {
    }

    private protected override async ValueTask ReviewAsync(Portal resource, Portal? old, Review review, CancellationToken ct)
    {
        review.Verdicts.Add(Validator.Validate(resource.Spec ?? new PortalSpec()));
        if (await CompileAsync(resource, review, ct).ConfigureAwait(false) is not { } spec)
        {
            return;
        }

        var connection = await Services.Contexts.ConnectAsync(spec.ContextRef, review, ct).ConfigureAwait(false);
        ContextReview.CheckChange(old?.Spec?.ContextRef, resource.Spec?.ContextRef, review);
        await HridReview.CheckAsync(Services.Resolution.Hrids.Portals, resource, review, ct).ConfigureAwait(false);
        await Services.Imports.CheckAsync(
            connection, () => PortalPayload.Create(spec, resource.Metadata), "portal", review, ct).ConfigureAwait(false);
    }

    private protected override ValueTask ReviewDeletionAsync(Portal resource, Review review, CancellationToken ct)
    {
        InUseReview.Check(Services.Resolution.Usage.OfPortal(review.Key), review);
        return default;
    }
}
