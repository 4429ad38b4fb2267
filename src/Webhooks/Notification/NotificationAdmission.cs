using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Reviews notifications, which upstream does not: whatever it would only find out while an API is synced is a warning here, and
/// so is deleting one that APIs still refer to.
/// </summary>
public sealed class NotificationAdmission : KindAdmission<Notification, NotificationSpec>
{
    internal NotificationAdmission(ReviewServices services)
        : base(services, notification => notification.Spec, ContractsJson.Relaxed.NotificationSpec)
    {
    }

    private protected override async ValueTask ReviewAsync(
        Notification resource, Notification? old, Review review, CancellationToken ct)
    {
        var references = resource.Spec?.Console?.GroupRefs ?? [];
        for (var index = 0; index < references.Count; index++)
        {
            if (references[index] is { } reference)
            {
                await CheckGroupAsync(reference, $"spec.console.groupRefs[{index}]", review, ct).ConfigureAwait(false);
            }
        }
    }

    private protected override ValueTask ReviewDeletionAsync(Notification resource, Review review, CancellationToken ct)
    {
        InUseReview.Check(Services.Resolution.Usage.OfNotification(review.Key), review);
        return default;
    }

    private async ValueTask CheckGroupAsync(NamespacedReference reference, string field, Review review, CancellationToken ct)
    {
        var key = References.Target(reference, review.Namespace);
        if (!await Services.References.MayReadAsync(Group.Type, key, field, review, ct).ConfigureAwait(false))
        {
            return;
        }

        var found = await Services.Resolution.Lookups.Groups.FindAsync(key, new ReadLog(), ct).ConfigureAwait(false);
        if (!found.TryGet(out _, out var reason))
        {
            review.Verdicts.Warn($"Group {key} could not be found: {reason}", field);
        }
    }
}
