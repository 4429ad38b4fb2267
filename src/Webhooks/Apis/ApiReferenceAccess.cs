using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Asks for everything that an API refers to in other namespaces whether its author may read that. What is referred to becomes
/// part of the API: without asking, values of somebody else's ApiResource would end up in the author's APIM.
/// </summary>
internal sealed class ApiReferenceAccess(ReferenceReview references, PolicyGroupIds groups)
{
    // Each costs a question to the API server, and nobody reads more of them. An API that is refused stays so, and one that is
    // only warned of passes, whatever else it refers to.
    private const int MostFindings = 10;

    /// <summary>Adds an error or a warning for each reference that the author may not follow.</summary>
    /// <param name="spec">The API with its templates evaluated.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask CheckAsync(ApiSpec spec, Review review, CancellationToken ct)
    {
        // What APIM knows by an id may be a group of this cluster that belongs to somebody else.
        var byId = await groups.FindForeignAsync(spec as ApiV4DefinitionSpec, review.Namespace, ct).ConfigureAwait(false);
        var targets = ReferencesOf(spec)
            .Select(item => (item.Type, Target: References.Target(item.Reference, review.Namespace), item.Field))
            .Concat(byId.Select(item => (Type: (ResourceType)SharedPolicyGroup.Type, Target: item.Group, item.Field)))
            .DistinctBy(item => (item.Type, item.Target));
        var most = review.Verdicts.Count + MostFindings;
        foreach (var (type, target, field) in targets)
        {
            await references.MayReadAsync(type, target, field, review, ct).ConfigureAwait(false);
            if (review.Verdicts.Count >= most)
            {
                return;
            }
        }
    }

    private static IEnumerable<(ResourceType Type, NamespacedReference Reference, string Field)> ReferencesOf(ApiSpec spec)
    {
        if (spec.ContextRef is { } context)
        {
            yield return (ManagementContext.Type, context, "spec.contextRef");
        }

        for (var index = 0; index < spec.Resources?.Count; index++)
        {
            if (spec.Resources[index]?.Ref is { } resource)
            {
                yield return (ApiResource.Type, resource, $"spec.resources[{index}].ref");
            }
        }

        for (var index = 0; index < spec.GroupRefs?.Count; index++)
        {
            if (spec.GroupRefs[index] is { } group)
            {
                yield return (Group.Type, group, $"spec.groupRefs[{index}]");
            }
        }

        for (var index = 0; index < spec.NotificationsRefs?.Count; index++)
        {
            if (spec.NotificationsRefs[index] is { } notification)
            {
                yield return (Notification.Type, notification, $"spec.notificationsRefs[{index}]");
            }
        }

        foreach (var (step, field) in PolicyGroupSteps.Of(spec as ApiV4DefinitionSpec))
        {
            yield return (SharedPolicyGroup.Type, step.SharedPolicyGroupRef!, field);
        }
    }
}
