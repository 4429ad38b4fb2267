using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Follows steps of v4 flows to their shared policy groups, which must exist and be of the step's phase. Upstream looks at one
/// step of each list of flows: the first request step, or else the first that refers to a group. The others fail later, at the
/// reconcile, and are warned of here.
/// </summary>
internal sealed class PolicyGroupReview(ObjectLookups lookups)
{
    /// <summary>Adds the findings for the API's flows and then for those of its plans.</summary>
    public async ValueTask CheckAsync(ApiV4DefinitionSpec spec, Review review, CancellationToken ct)
    {
        await CheckAsync(spec.Flows, "spec.flows", review, ct).ConfigureAwait(false);
        foreach (var (key, plan) in (spec.Plans ?? []).OrderBy(plan => plan.Key, StringComparer.Ordinal))
        {
            await CheckAsync(plan?.Flows, $"spec.plans.{key}.flows", review, ct).ConfigureAwait(false);
        }
    }

    private async ValueTask CheckAsync(List<Flow>? flows, string field, Review review, CancellationToken ct)
    {
        var isOver = false;
        for (var index = 0; index < flows?.Count; index++)
        {
            foreach (var (steps, phase) in FlowPhases.Of(flows[index]))
            {
                for (var at = 0; at < steps?.Count; at++)
                {
                    var reference = steps[at]?.SharedPolicyGroupRef;
                    if (reference is not null)
                    {
                        await CheckAsync(reference, phase, $"{field}[{index}].{phase}[{at}].sharedPolicyGroupRef", !isOver, review, ct).ConfigureAwait(false);
                    }

                    isOver |= reference is not null || phase == "request";
                }
            }
        }
    }

    private async ValueTask CheckAsync(
        NamespacedReference reference, string phase, string field, bool asUpstream, Review review, CancellationToken ct)
    {
        var key = References.Target(reference, review.Namespace);
        var lookup = await lookups.PolicyGroups.FindAsync(key, new ReadLog(), ct).ConfigureAwait(false);
        var step = phase.ToUpperInvariant();
        var message = !lookup.TryGet(out var group, out var reason)
            ? $"unable to get Shared Policy Group [{key.Name}] in namespace [{key.Namespace}]: {reason}"
            : group.Spec?.Phase != step
                ? $"Incompatible Shared Policy Group [{key.Name}] with phase [{group.Spec?.Phase}] for FlowStep [{step}]"
                : null;
        if (message is null)
        {
            return;
        }

        if (asUpstream)
        {
            review.Verdicts.Error(message, field);
        }
        else
        {
            review.Verdicts.Soft(CheckIds.Flows, message, field);
        }
    }
}
