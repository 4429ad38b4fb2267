namespace Gko.DevCluster.Management.Http;

/// <summary>A path taken apart.</summary>
/// <param name="IsV2">Management API v2 rather than v1.</param>
/// <param name="Organization">The organization in the path.</param>
/// <param name="Environment">The environment in the path.</param>
/// <param name="Rest">What follows.</param>
internal sealed record Address(bool IsV2, string? Organization, string? Environment, IReadOnlyList<string> Rest)
{
    /// <summary>Self-hosted and Gravitee Cloud.</summary>
    private static readonly string[][] Prefixes = [["management"], ["apim", "rest"]];

    /// <summary>Null when the path is none of the Management API.</summary>
    public static Address? Parse(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var prefix = Prefixes.FirstOrDefault(candidate => segments.AsSpan().StartsWith(candidate));
        if (prefix is null)
        {
            return null;
        }

        var rest = segments[prefix.Length..];
        var isV2 = rest is ["v2", ..];
        rest = isV2 ? rest[1..] : rest;
        return rest switch
        {
            ["organizations", var organization, "environments", var environment, .. var tail] => new(isV2, organization, environment, tail),
            ["organizations", var organization, .. var tail] => new(isV2, organization, null, tail),
            ["environments", var environment, .. var tail] when isV2 => new(isV2, null, environment, tail),
            _ => new(isV2, null, null, rest),
        };
    }
}
