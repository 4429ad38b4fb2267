namespace Gko.DevCluster.Management.Http;

/// <summary>A path taken apart.</summary>
/// <param name="Surface">The API that it belongs to.</param>
/// <param name="Organization">The organization in the path.</param>
/// <param name="Environment">The environment in the path.</param>
/// <param name="Rest">What follows.</param>
internal sealed record Address(Surface Surface, string? Organization, string? Environment, IReadOnlyList<string> Rest)
{
    /// <summary>Self-hosted and Gravitee Cloud.</summary>
    private static readonly (string[] Prefix, bool IsAutomation)[] Prefixes =
        [(["management"], false), (["automation"], true), (["apim", "rest"], false), (["apim", "automation"], true)];

    /// <summary>Null when the path is none of APIM's.</summary>
    public static Address? Parse(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (prefix, isAutomation) = Prefixes.FirstOrDefault(candidate => segments.AsSpan().StartsWith(candidate.Prefix));
        if (prefix is null)
        {
            return null;
        }

        var rest = segments[prefix.Length..];
        var surface = isAutomation ? Surface.Automation : rest is ["v2", ..] ? Surface.V2 : Surface.V1;
        rest = surface == Surface.V2 ? rest[1..] : rest;
        return rest switch
        {
            ["organizations", var organization, "environments", var environment, .. var tail] => new(surface, Name(organization), Name(environment), tail),
            ["organizations", var organization, .. var tail] => new(surface, Name(organization), null, tail),
            ["environments", var environment, .. var tail] when surface == Surface.V2 => new(surface, null, Name(environment), tail),
            _ => new(surface, null, null, rest),
        };
    }

    private static string Name(string segment) => Uri.UnescapeDataString(segment);
}
