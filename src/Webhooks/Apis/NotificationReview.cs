using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Follows an API's references to notifications: what they report must be about APIs, and only one may go to the console.</summary>
internal sealed class NotificationReview(ObjectLookups lookups)
{
    /// <summary>Where the references stand.</summary>
    public const string Field = "spec.notificationsRefs";

    /// <summary>Adds what upstream finds, in its order.</summary>
    /// <param name="references">The references; null for none.</param>
    /// <param name="review">Of the API.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask CheckAsync(IReadOnlyList<NamespacedReference>? references, Review review, CancellationToken ct)
    {
        var consoles = 0;
        for (var index = 0; index < references?.Count; index++)
        {
            if (references[index] is not { } reference)
            {
                continue;
            }

            var field = $"{Field}[{index}]";
            var key = References.Target(reference, review.Namespace);
            var lookup = await lookups.Notifications.FindAsync(key, new ReadLog(), ct).ConfigureAwait(false);
            if (!lookup.TryGet(out var notification, out var reason))
            {
                review.Verdicts.Error($"api references notification [{key}] that does not exist in the cluster: {reason}", field);
                continue;
            }

            var spec = notification.Spec;
            if (spec?.EventType != NotificationEventTypes.Api)
            {
                review.Verdicts.Error($"api references notification [{key}] is not configured for apis but for [{spec?.EventType}]", field);
            }

            if (spec?.Target == NotificationTargets.Console)
            {
                await CheckConsoleAsync(key, spec.Console, field, review, ct).ConfigureAwait(false);
                if (++consoles > 1)
                {
                    review.Verdicts.Error($"api references notification [{key}] but there is already another console notification referenced", field);
                }
            }
        }
    }

    // Groups are looked for beside the notification, which is where its author put them.
    private async ValueTask CheckConsoleAsync(ObjectKey key, ConsoleTarget? console, string field, Review review, CancellationToken ct)
    {
        if (console?.ApiEvents is not { Count: > 0 })
        {
            review.Verdicts.Warn($"api references notification [{key}] configured without any API events", field);
        }

        foreach (var reference in console?.GroupRefs?.OfType<NamespacedReference>() ?? [])
        {
            var group = References.Target(reference, key.Namespace);
            var lookup = await lookups.Groups.FindAsync(group, new ReadLog(), ct).ConfigureAwait(false);
            if (!lookup.TryGet(out _, out _))
            {
                review.Verdicts.Warn($"api references notification [{key}] configured with group [{group}] that does not exist in the cluster", field);
            }
        }
    }
}
