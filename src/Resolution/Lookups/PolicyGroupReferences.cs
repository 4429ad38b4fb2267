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
    private const string Policy = "shared-policy-group-policy";

    /// <summary>Fills in the steps of the API's flows and then of its plans' flows.</summary>
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
            else if (group.Status?.CrossId is not { Length: > 0 } crossId)
            {
                findings.Fail(new(
                    ProblemKind.UnresolvedReference,
                    $"Shared Policy Group [{key}] is not synced yet: the API waits until APIM has given the group an id", field)
                {
                    IsPending = true,
                });
            }
            else
            {
                Fill(step, key, group, crossId);
            }
        }
    }

    private static void Fill(Step step, ObjectKey key, SharedPolicyGroup group, string crossId)
    {
        var configuration = new JsonObject
        {
            ["sharedPolicyGroupId"] = crossId,
            ["hrid"] = group.Spec?.Hrid is { Length: > 0 } hrid ? hrid : Hrids.Of(group.Metadata),
        };
        using var document = JsonDocument.Parse(configuration.ToJsonString());
        step.Name = key.Name;
        step.Policy = Policy;
        step.Configuration = document.RootElement.Clone();
    }
}
