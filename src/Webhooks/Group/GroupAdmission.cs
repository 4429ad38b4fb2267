using Gko.Apim.Payloads;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>Reviews groups: whether their context exists, whether another group has their id, and what APIM says to their members.</summary>
public sealed class GroupAdmission : KindAdmission<Group, GroupSpec>
{
    internal GroupAdmission(ReviewServices services) : base(services, group => group.Spec, ContractsJson.Relaxed.GroupSpec)
    {
    }

    private protected override async ValueTask ReviewAsync(Group resource, Group? old, Review review, CancellationToken ct)
    {
        ContextReview.Require(resource.Spec?.ContextRef, review);
        if (await CompileAsync(resource, review, ct).ConfigureAwait(false) is not { } spec)
        {
            return;
        }

        var connection = await Services.Contexts.ConnectAsync(spec.ContextRef, review, ct).ConfigureAwait(false);
        ContextReview.CheckChange(old?.Spec?.ContextRef, resource.Spec?.ContextRef, review);
        await HridReview.CheckAsync(Services.Resolution.Hrids.Groups, resource, review, ct).ConfigureAwait(false);
        await Services.Imports.CheckAsync(
            connection, () => GroupPayload.Create(spec, resource.Metadata, resource.Status), "group", review, ct).ConfigureAwait(false);
    }

    private protected override ValueTask ReviewDeletionAsync(Group resource, Review review, CancellationToken ct)
    {
        InUseReview.Check(Services.Resolution.Usage.OfGroup(review.Key), review);
        return default;
    }
}
