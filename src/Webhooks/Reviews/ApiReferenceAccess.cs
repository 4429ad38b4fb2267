using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Asks for everything that an API refers to in other namespaces whether its author may read that. What is referred to becomes
/// part of the API: without asking, values of somebody else's ApiResource would end up in the author's APIM.
/// </summary>
internal sealed class ApiReferenceAccess(ReferenceReview references)
{
    /// <summary>Adds an error or a warning for each reference that the author may not follow.</summary>
    /// <param name="spec">The API with its templates evaluated.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask CheckAsync(ApiSpec spec, Review review, CancellationToken ct)
    {
        foreach (var (type, reference, field) in ReferencesOf(spec))
        {
            await references.MayReadAsync(type, References.Target(reference, review.Namespace), field, review, ct).ConfigureAwait(false);
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
            yield return (Group.Type, spec.GroupRefs[index], $"spec.groupRefs[{index}]");
        }

        for (var index = 0; index < spec.NotificationsRefs?.Count; index++)
        {
            yield return (Notification.Type, spec.NotificationsRefs[index], $"spec.notificationsRefs[{index}]");
        }

        foreach (var (step, field) in PolicyGroupSteps.Of(spec as ApiV4DefinitionSpec))
        {
            yield return (SharedPolicyGroup.Type, step.SharedPolicyGroupRef!, field);
        }
    }
}
