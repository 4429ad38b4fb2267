using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Authorization;

/// <summary>Under which account this process talks to the API server.</summary>
public static class OwnAccount
{
    private const string Prefix = "system:serviceaccount:";

    /// <summary>
    /// The user name of the service account; null for any other user, who is a person or a program with rights of its own, and
    /// where the API server does not tell.
    /// </summary>
    public static async Task<string?> FindServiceAccountAsync(IKubeClient client, CancellationToken ct)
    {
        var type = SelfSubjectReview.Type;
        var asked = new SelfSubjectReview { ApiVersion = type.ApiVersion, Kind = type.Kind };
        try
        {
            var answer = await client.PostAsync(type.Path(null), asked, type.Json, type.Json, ct).ConfigureAwait(false);
            return answer.Status?.UserInfo?.Username is { } name && name.StartsWith(Prefix, StringComparison.Ordinal) ? name : null;
        }
        catch (KubeApiException error) when (error.IsNotFound || error.IsForbidden)
        {
            return null;
        }
    }
}
