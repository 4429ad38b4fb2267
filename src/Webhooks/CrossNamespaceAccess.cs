using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Webhooks;

/// <summary>
/// Asks whether the author of a request may read what the request refers to in another namespace. Without it anybody could
/// make the operator act with the credentials of somebody else's ManagementContext.
/// </summary>
internal sealed class CrossNamespaceAccess(IKubeClient client, AdmissionPolicy policy)
{
    /// <summary>Adds an error or a warning when the author may not read the target.</summary>
    /// <param name="owner">The namespace of the object under review; references within it are never asked about.</param>
    public async ValueTask CheckAsync(
        ResourceType type, ObjectKey target, string? owner, UserInfo user, string field, Verdicts verdicts, CancellationToken ct)
    {
        if (policy.CrossNamespaceReferences is CrossNamespacePolicy.Allow || target.Namespace == owner)
        {
            return;
        }

        var (allowed, reason) = await ReviewAsync(type, target, user, ct).ConfigureAwait(false);
        if (allowed)
        {
            return;
        }

        var message =
            $"user \"{user.Username}\" may not get {type.QualifiedName} \"{target.Name}\" in the namespace \"{target.Namespace}\"{reason}; refer to an object of the own namespace, or have that access granted";
        if (policy.CrossNamespaceReferences is CrossNamespacePolicy.Deny)
        {
            verdicts.Error(message, field);
        }
        else
        {
            verdicts.Warn(message, field);
        }
    }

    private async Task<(bool Allowed, string Reason)> ReviewAsync(ResourceType type, ObjectKey target, UserInfo user, CancellationToken ct)
    {
        var review = new SubjectAccessReview
        {
            ApiVersion = SubjectAccessReview.Type.ApiVersion,
            Kind = SubjectAccessReview.Type.Kind,
            Spec = new SubjectAccessReviewSpec
            {
                User = user.Username,
                Uid = user.Uid,
                Groups = user.Groups is null ? null : [.. user.Groups],
                // Some authorizers narrow what a token may do by what stands here.
                Extra = user.Extra,
                ResourceAttributes = new ResourceAttributes
                {
                    Verb = "get",
                    Group = type.Group,
                    Version = type.Version,
                    Resource = type.Plural,
                    Namespace = target.Namespace,
                    Name = target.Name,
                },
            },
        };
        try
        {
            var answer = await client.PostAsync(
                SubjectAccessReview.Type.Path(null), review, SubjectAccessReview.Type.Json, SubjectAccessReview.Type.Json, ct).ConfigureAwait(false);
            return (answer.Status?.Allowed == true, "");
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            return (false, ", as far as can be told: the operator's service account may not create subjectaccessreviews");
        }
    }
}
