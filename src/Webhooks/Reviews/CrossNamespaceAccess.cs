using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Authorization;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Webhooks;

/// <summary>
/// Asks whether the author of a request may read what the request refers to in another namespace. Without it anybody could
/// make the operator act with the credentials of somebody else's ManagementContext.
/// </summary>
internal sealed class CrossNamespaceAccess(IKubeClient client, AdmissionPolicy policy, TimeProvider time)
{
    private readonly ObjectAccess _access = new(client, time);

    /// <summary>
    /// Adds an error or a warning when the author may not read the target; references within the namespace of the object under
    /// review are never asked about. False when it was an error: then the author must not be told of the target either.
    /// </summary>
    /// <param name="type">The kind of the target.</param>
    /// <param name="target">What is referred to; it need not exist.</param>
    /// <param name="field">Where the reference stands.</param>
    /// <param name="review">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<bool> CheckAsync(ResourceType type, ObjectKey target, string field, Review review, CancellationToken ct)
    {
        if (policy.CrossNamespaceReferences is CrossNamespacePolicy.Allow || target.Namespace == review.Namespace
            || await WhyNotAsync(type, target, review.User, ct).ConfigureAwait(false) is not { } reason)
        {
            return true;
        }

        var message = $"{reason}; refer to an object of the own namespace, or have that access granted";
        if (policy.CrossNamespaceReferences is CrossNamespacePolicy.Deny)
        {
            review.Verdicts.Error(message, field);
            return false;
        }

        review.Verdicts.Warn(message, field);
        return true;
    }

    /// <summary>Why the user may not read the object, as a clause; null when the user may.</summary>
    public async ValueTask<string?> WhyNotAsync(ResourceType type, ObjectKey target, UserInfo user, CancellationToken ct)
    {
        var decision = await _access.DecideAsync(user, "get", type, target, ct).ConfigureAwait(false);
        return decision.Allowed
            ? null
            : $"user \"{user.Username}\" may not get {type.QualifiedName} \"{target.Name}\" in the namespace \"{target.Namespace}\"{(decision.StatusCode == 503 ? $", as far as can be told: {decision.Reason}" : "")}";
    }
}
