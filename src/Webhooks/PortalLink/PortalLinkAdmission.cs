using Gko.Apim.Payloads;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>Reviews links of portals: the portal, which they can never leave, where they lead to, and what APIM says to them.</summary>
public sealed class PortalLinkAdmission : KindAdmission<PortalLink, PortalLinkSpec>
{
    private const string What = "portal link";

    internal PortalLinkAdmission(ReviewServices services) : base(services, link => link.Spec, ContractsJson.Relaxed.PortalLinkSpec)
    {
    }

    private protected override async ValueTask ReviewAsync(PortalLink resource, PortalLink? old, Review review, CancellationToken ct)
    {
        PortalPart.CheckChange(old?.Spec?.PortalRef, resource.Spec?.PortalRef, review);
        if (await CompileAsync(resource, review, ct).ConfigureAwait(false) is not { } spec)
        {
            return;
        }

        var context = await Services.Referred.OfPortalAsync(spec.PortalRef, What, review, ct).ConfigureAwait(false);
        var connection = await Services.Contexts.ConnectAsync(context, null, ReferredContexts.PortalField, review, ct).ConfigureAwait(false);
        LinkTarget.Check(spec.Href, review);
        await HridReview.CheckAsync(Services.Resolution.Hrids.Links, resource, review, ct).ConfigureAwait(false);
        await Services.Imports.CheckAsync(
            connection, () => PortalLinkPayload.Create(spec, resource.Metadata), What, review, ct).ConfigureAwait(false);
    }
}
