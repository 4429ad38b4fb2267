using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Gko.Kubernetes.Admission;

/// <summary>How long a webhook may take, from the <c>?timeout=5s</c> that the API server appends.</summary>
internal static partial class AdmissionDeadline
{
    /// <summary>The longest time that an API server waits.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Nine tenths of what the caller waits: the rest is for the way back. Odd values mean the longest time.</summary>
    public static TimeSpan Of(HttpRequest request)
    {
        var asked = Parse(request.Query["timeout"].ToString()) ?? Longest;
        return (asked < Longest ? asked : Longest) * 0.9;
    }

    /// <summary>Reads a duration as Go prints it, such as <c>10s</c>, <c>1m30s</c> or <c>500ms</c>; null when it is not one or not positive.</summary>
    internal static TimeSpan? Parse(string text)
    {
        if (!Duration().IsMatch(text))
        {
            return null;
        }

        var milliseconds = 0.0;
        foreach (Match part in Part().Matches(text))
        {
            var unit = part.Groups[2].Value switch { "h" => 3_600_000, "m" => 60_000, "s" => 1_000, _ => 1 };
            milliseconds += double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * unit;
        }

        return milliseconds is > 0 and < int.MaxValue ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    [GeneratedRegex("^([0-9]{1,9}(\\.[0-9]{1,9})?(h|ms|m|s))+$")]
    private static partial Regex Duration();

    [GeneratedRegex("([0-9]+(?:\\.[0-9]+)?)(h|ms|m|s)")]
    private static partial Regex Part();
}
