using System.Text.RegularExpressions;

namespace Gko.DevCluster.Management;

/// <summary>Names for machines made from names for people.</summary>
internal static partial class Slug
{
    /// <summary>Lower-case letters, digits and dashes: <c>Export Test API</c> becomes <c>export-test-api</c>.</summary>
    public static string Of(string name)
    {
        var slug = Others().Replace(name.ToLowerInvariant(), "-").Trim('-');
        return slug.Length == 0 ? "api" : slug;
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Others();
}
