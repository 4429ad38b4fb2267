using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Makes steps of v4 flows that refer to a SharedPolicyGroup run it: by the id that APIM gave it.</summary>
internal sealed class PolicyGroupReferences(ObjectLookup<SharedPolicyGroup> groups)
{
    /// <summary>
    /// Fills in the steps of the API's flows and then of its plans' flows. Those whose group has no id yet get all but that, for
    /// dry runs: APIM refuses steps without a policy, and derives the id from the human-readable one.
    /// </summary>
    /// <param name="spec">Is changed.</param>
    /// <param name="ns">The namespace of the API.</param>
    /// <param name="findings">Gets a problem for each group that is missing or not synced yet.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask FillAsync(ApiV4DefinitionSpec spec, string? ns, Findings findings, CancellationToken ct)
    {
        foreach (var (step, field) in PolicyGroupSteps.Of(spec))
        {
            var key = References.Target(step.SharedPolicyGroupRef!, ns);
            var lookup = await groups.FindAsync(key, findings.Reads, ct).ConfigureAwait(false);
            if (!lookup.TryGet(out var group, out var reason))
            {
                findings.Fail(new(
                    ProblemKind.UnresolvedReference,
                    $"unable to get Shared Policy Group [{key.Name}] in namespace [{key.Namespace}]: {reason}", field));
            }
            else if (string.IsNullOrEmpty(group.Status?.CrossId))
            {
                findings.Fail(new(
                    ProblemKind.UnresolvedReference,
                    $"Shared Policy Group [{key}] is not synced yet: the API waits until APIM has given the group an id", field)
                {
                    IsAdmissible = true,
                });
            }

            Fill(step, key, group);
        }
    }

    private static void Fill(Step step, ObjectKey key, SharedPolicyGroup? group)
    {
        var configuration = new JsonObject();
        if (group?.Status?.CrossId is { Length: > 0 } crossId)
        {
            configuration["sharedPolicyGroupId"] = crossId;
        }

        configuration["hrid"] = group?.Spec?.Hrid is { Length: > 0 } hrid
            ? hrid
            : Hrids.Of(new ObjectMeta { Namespace = key.Namespace, Name = key.Name });
        using var document = JsonDocument.Parse(configuration.ToJsonString());
        step.Name = key.Name;
        step.Policy = PolicyGroupSteps.Policy;
        step.Configuration = document.RootElement.Clone();
    }
}
