using System.Globalization;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.ApiServer;

/// <summary>Stable before beta before alpha, newer before older; anything else comes last, by name.</summary>
internal sealed partial class ApiVersionOrder : IComparer<string>
{
    public static readonly ApiVersionOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Rank(x!), Rank(y!));
        return left == right ? string.CompareOrdinal(x, y) : right.CompareTo(left);
    }

    private static (int Stability, int Major, int Minor) Rank(string version)
    {
        var match = Pattern().Match(version);
        if (!match.Success)
        {
            return (0, 0, 0);
        }

        var stability = match.Groups[2].Value switch { "" => 3, "beta" => 2, _ => 1 };
        return (stability, Number(match.Groups[1].Value), Number(match.Groups[3].Value));
    }

    private static int Number(string digits) => int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^v(\d+)(?:(alpha|beta)(\d+))?$")]
    private static partial Regex Pattern();
}
