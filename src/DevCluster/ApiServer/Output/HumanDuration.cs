using System.Globalization;

namespace Gko.DevCluster.ApiServer;

/// <summary>Ages as kubectl shows them: two units while the first is small, then one.</summary>
internal static class HumanDuration
{
    /// <summary>The age of a timestamp, or null when there is none that can be read.</summary>
    public static string? Since(string? timestamp, DateTimeOffset now)
    {
        if (timestamp is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then)
            ? Show(now - then)
            : "<invalid>";
    }

    public static string Show(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        var minutes = seconds / 60;
        var hours = minutes / 60;
        var days = hours / 24;
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => $"{seconds}s",
            _ when minutes < 10 => Two(minutes, "m", seconds % 60, "s"),
            _ when hours < 3 => $"{minutes}m",
            _ when hours < 8 => Two(hours, "h", minutes % 60, "m"),
            _ when hours < 48 => $"{hours}h",
            _ when days < 8 => Two(days, "d", hours % 24, "h"),
            _ when days < 365 * 2 => $"{days}d",
            _ when days < 365 * 8 => Two(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    private static string Two(long first, string firstUnit, long second, string secondUnit) =>
        second == 0 ? $"{first}{firstUnit}" : $"{first}{firstUnit}{second}{secondUnit}";
}
