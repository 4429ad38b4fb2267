using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Resolution;

/// <summary>Follows references to Notification objects up to the first that reports events of APIs in the console.</summary>
internal sealed class NotificationReferences(ObjectLookup<Notification> notifications, GroupReferences groups)
{
    /// <summary>What that one says; null when the API refers to none.</summary>
    /// <param name="references">The references; null for none.</param>
    /// <param name="ns">The namespace of the API.</param>
    /// <param name="findings">Gets a problem for each missing notification and a note for each missing group.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<ConsoleReport?> FindAsync(
        IReadOnlyList<NamespacedReference>? references, string? ns, Findings findings, CancellationToken ct)
    {
        for (var index = 0; index < references?.Count; index++)
        {
            if (references[index] is not { } reference)
            {
                continue;
            }

            var field = $"spec.notificationsRefs[{index}]";
            var key = References.Target(reference, ns);
            var lookup = await notifications.FindAsync(key, findings.Reads, ct).ConfigureAwait(false);
            if (!lookup.TryGet(out var found, out var reason))
            {
                findings.Fail(new(
                    ProblemKind.UnresolvedReference, $"api references notification [{key}] that does not exist in the cluster: {reason}", field));
            }
            else if (found.Spec is { EventType: NotificationEventTypes.Api, Target: NotificationTargets.Console } spec)
            {
                // Their Groups are looked for beside the Notification, which is where its author put them.
                var named = await groups.NamesAsync(spec.Console?.GroupRefs, key.Namespace, _ => field, findings, ct).ConfigureAwait(false);
                return new ConsoleReport(
                    spec.Console?.ApiEvents ?? [],
                    [.. (spec.Console?.Groups ?? []).Concat(named).Distinct(StringComparer.Ordinal)]);
            }
        }

        return null;
    }
}
