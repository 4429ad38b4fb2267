using System.Security.Cryptography;
using System.Text;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model.Core;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Authorization;

/// <summary>
/// Leaves it to the API server who a caller is (TokenReview) and whether that user may read a path (SubjectAccessReview). Yes
/// is remembered for a minute and no for ten seconds, so that a role granted just now soon counts.
/// </summary>
public sealed partial class DelegatedAccess(IKubeClient client, TimeProvider time, ILogger<DelegatedAccess> logger) : IDisposable
{
    private const string Scheme = "Bearer ";

    /// <summary>A flood of made-up tokens must not become one of reviews.</summary>
    private const int ReviewsAtOnce = 4;

    // Two caches, so that callers who are refused cannot push out those who are not.
    private readonly DecisionCache _allowed = new(256, TimeSpan.FromMinutes(1), time);
    private readonly DecisionCache _refused = new(1024, TimeSpan.FromSeconds(10), time);
    private readonly SemaphoreSlim _reviews = new(ReviewsAtOnce);
    private volatile string? _lastFailure;

    /// <summary>Decides about one request.</summary>
    /// <param name="authorization">The <c>Authorization</c> header, if any.</param>
    /// <param name="verb">Such as <c>get</c>.</param>
    /// <param name="path">The path that is no object, such as <c>/metrics</c>.</param>
    /// <param name="ct">Cancels the reviews.</param>
    public async ValueTask<AccessDecision> DecideAsync(string? authorization, string verb, string path, CancellationToken ct)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Unauthenticated("this path needs a bearer token: send 'Authorization: Bearer <token>'");
        }

        // A hash: tokens are not to be found in memory longer than they are used.
        var token = authorization[Scheme.Length..].Trim();
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{verb} {path} {token}")));
        if ((_allowed.Find(key) ?? _refused.Find(key)) is { } known)
        {
            return known;
        }

        var decision = await AskAsync(token, verb, path, ct).ConfigureAwait(false);
        if (decision.StatusCode != 503)
        {
            (decision.Allowed ? _allowed : _refused).Remember(key, decision);
        }

        return decision;
    }

    /// <inheritdoc/>
    public void Dispose() => _reviews.Dispose();

    private async Task<AccessDecision> AskAsync(string token, string verb, string path, CancellationToken ct)
    {
        await _reviews.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var decision = await ReviewAsync(token, verb, path, ct).ConfigureAwait(false);
            _lastFailure = null;
            return decision;
        }
        catch (Exception error) when (error is KubeApiException or HttpRequestException or IOException)
        {
            if (error.Message != _lastFailure)
            {
                _lastFailure = error.Message;
                Log.Failed(logger, path, error);
            }

            var why = error is KubeApiException { IsForbidden: true }
                ? "this program's account may not create tokenreviews and subjectaccessreviews"
                : "the API server does not answer";
            return new AccessDecision(503, $"it cannot be told who you are and what you may do: {why}");
        }
        finally
        {
            _reviews.Release();
        }
    }

    private async Task<AccessDecision> ReviewAsync(string token, string verb, string path, CancellationToken ct)
    {
        var type = TokenReview.Type;
        var asked = new TokenReview { ApiVersion = type.ApiVersion, Kind = type.Kind, Spec = new TokenReviewSpec { Token = token } };
        var answer = await client.PostAsync(type.Path(null), asked, type.Json, type.Json, ct).ConfigureAwait(false);
        if (answer.Status is not { Authenticated: true, User: { } user })
        {
            return Unauthenticated("the API server does not know this bearer token, or it has expired");
        }

        return await MayAsync(user, verb, path, ct).ConfigureAwait(false)
            ? new AccessDecision(200, "")
            : new AccessDecision(
                403,
                $"user \"{user.Username}\" may not {verb} {path}: bind a ClusterRole that has the rule {{nonResourceURLs: [{path}], verbs: [{verb}]}} to it");
    }

    private async Task<bool> MayAsync(TokenUser user, string verb, string path, CancellationToken ct)
    {
        var type = SubjectAccessReview.Type;
        var asked = new SubjectAccessReview
        {
            ApiVersion = type.ApiVersion,
            Kind = type.Kind,
            Spec = new SubjectAccessReviewSpec
            {
                User = user.Username,
                Uid = user.Uid,
                Groups = user.Groups,
                Extra = user.Extra,
                NonResourceAttributes = new NonResourceAttributes { Path = path, Verb = verb },
            },
        };
        var answer = await client.PostAsync(type.Path(null), asked, type.Json, type.Json, ct).ConfigureAwait(false);
        return answer.Status?.Allowed == true;
    }

    private static AccessDecision Unauthenticated(string reason) => new(401, reason);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Requests for {Path} are refused, because the API server cannot be asked about the callers.")]
        public static partial void Failed(ILogger logger, string path, Exception error);
    }
}
