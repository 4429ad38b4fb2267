using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>Where the token of a Gravitee Cloud context leads.</summary>
/// <param name="BaseUrl">The one that the context names, else that of the token's region.</param>
/// <param name="OrganizationId">The only organization the token is for.</param>
/// <param name="EnvironmentId">The one that the context names, else the only one the token is for.</param>
public sealed record CloudAddress(string BaseUrl, string OrganizationId, string EnvironmentId)
{
    /// <summary>Completes what a context says with what its token says.</summary>
    /// <param name="spec">The context; what it leaves out is taken from the token.</param>
    /// <param name="token">The token.</param>
    /// <param name="tokenField">Where the token comes from, such as <c>spec.cloud.token</c>.</param>
    public static Resolved<CloudAddress> Of(ManagementContextSpec spec, string token, string tokenField)
    {
        if (CloudTokens.Parse(token, out var malformed) is not { } claims)
        {
            return new ResolutionProblem(ProblemKind.InvalidObject, malformed!, tokenField);
        }

        if (CheckEnvironment(spec.EnvironmentId, claims) is { } mismatch)
        {
            return new ResolutionProblem(ProblemKind.InvalidObject, mismatch, "spec.environmentId");
        }

        return new CloudAddress(
            string.IsNullOrEmpty(spec.BaseUrl) ? $"https://{claims.Geography}.cloudgate.gravitee.io" : spec.BaseUrl,
            claims.Organization,
            string.IsNullOrEmpty(spec.EnvironmentId) ? claims.Environments[0] : spec.EnvironmentId);
    }

    private static string? CheckEnvironment(string? environment, CloudClaims claims)
    {
        if (!string.IsNullOrEmpty(environment))
        {
            return claims.Environments.Contains(environment)
                ? null
                : $"cloud token does not contain environment [{environment}], it must be one of: [{string.Join(' ', claims.Environments)}]";
        }

        return claims.Environments.Count == 1
            ? null
            : $"cloud token contains more than one environment ({claims.Environments.Count}), environmentId is then required";
    }
}
