using System.Security.Cryptography;
using System.Text.Json;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Authorization;

/// <summary>
/// Asks the API server whether somebody may do something with an object (SubjectAccessReview). Answers are remembered for a few
/// seconds, because a pipeline that applies a hundred objects asks the same question a hundred times.
/// </summary>
public sealed class ObjectAccess(IKubeClient client, TimeProvider time)
{
    private const int Unknown = 503;
    private const string MayNotAsk = "the operator's service account may not create subjectaccessreviews";

    private static readonly TimeSpan RememberFor = TimeSpan.FromSeconds(5);

    private readonly DecisionCache _decisions = new(1024, RememberFor, time);

    /// <summary>200 when the user may, 403 when not, 503 when it cannot be told.</summary>
    /// <param name="user">Who.</param>
    /// <param name="verb">Such as <c>get</c>.</param>
    /// <param name="type">The kind of the object.</param>
    /// <param name="target">The object, which need not exist.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<AccessDecision> DecideAsync(UserInfo user, string verb, ResourceType type, ObjectKey target, CancellationToken ct)
    {
        var spec = Question(user, verb, type, target);
        // A hash, because users and names can be long.
        var key = Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(spec, KubeJson.Default.SubjectAccessReviewSpec)));
        if (_decisions.Find(key) is { } known)
        {
            return known;
        }

        var decision = await AskAsync(spec, ct).ConfigureAwait(false);
        if (decision.StatusCode != Unknown || decision.Reason == MayNotAsk)
        {
            _decisions.Remember(key, decision);
        }

        return decision;
    }

    private async Task<AccessDecision> AskAsync(SubjectAccessReviewSpec spec, CancellationToken ct)
    {
        var type = SubjectAccessReview.Type;
        var review = new SubjectAccessReview { ApiVersion = type.ApiVersion, Kind = type.Kind, Spec = spec };
        try
        {
            var answer = await client.PostAsync(type.Path(null), review, type.Json, type.Json, ct).ConfigureAwait(false);
            return answer.Status?.Allowed == true
                ? new AccessDecision(200, "")
                : new AccessDecision(403, answer.Status?.Reason ?? "");
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            return new AccessDecision(Unknown, MayNotAsk);
        }
        catch (Exception error) when (error is KubeApiException or HttpRequestException or IOException)
        {
            return new AccessDecision(Unknown, $"the API server does not answer subjectaccessreviews ({error.Message})");
        }
    }

    private static SubjectAccessReviewSpec Question(UserInfo user, string verb, ResourceType type, ObjectKey target) => new()
    {
        User = user.Username,
        Uid = user.Uid,
        Groups = user.Groups is null ? null : [.. user.Groups],
        // Some authorizers narrow what a token may do by what stands here.
        Extra = user.Extra,
        ResourceAttributes = new ResourceAttributes
        {
            Verb = verb,
            Group = type.Group,
            Version = type.Version,
            Resource = type.Plural,
            Namespace = target.Namespace,
            Name = target.Name,
        },
    };
}
