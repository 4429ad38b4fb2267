using System.Globalization;
using System.Text.RegularExpressions;

namespace Gko.Webhooks;

/// <summary>
/// Reads points in time exactly as Go's <c>time.Parse(time.RFC3339, …)</c> does, because that decides at upstream: neither a
/// lower-case <c>t</c> nor a leap second, but an hour of one digit and a comma before the fraction.
/// </summary>
internal static partial class Rfc3339
{
    private const int MaxOffsetHours = 24;
    private const int MaxOffsetMinutes = 60;

    /// <summary>The point in time; those before the year 1 or after the year 9999 come as the first or the last one possible.</summary>
    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        if (Form().Match(text ?? "") is not { Success: true } match)
        {
            return false;
        }

        int Number(string name) => match.Groups[name] is { Success: true, ValueSpan: var digits }
            ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;
        var (year, month, day) = (Number("year"), Number("month"), Number("day"));
        var (hour, minute, second) = (Number("hour"), Number("minute"), Number("second"));
        var (offsetHour, offsetMinute) = (Number("offsetHour"), Number("offsetMinute"));
        if (month is < 1 or > 12 || day < 1 || day > DaysIn(year, month) || hour > 23 || minute > 59 || second > 59
            || offsetHour > MaxOffsetHours || offsetMinute > MaxOffsetMinutes)
        {
            return false;
        }

        var offset = new TimeSpan(offsetHour, offsetMinute, 0).Ticks * (match.Groups["sign"].Value == "-" ? -1 : 1);
        var local = year == 0 ? 0 : new DateTime(year, month, day, hour, minute, second).Ticks + Fraction(match.Groups["fraction"].ValueSpan);
        time = new DateTimeOffset(Math.Clamp(local - offset, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);
        return true;
    }

    // The year 0 has a 29th of February.
    private static int DaysIn(int year, int month) => DateTime.DaysInMonth(year == 0 ? 4 : year, month);

    private static long Fraction(ReadOnlySpan<char> digits)
    {
        var ticks = 0L;
        for (var (index, unit) = (0, TimeSpan.TicksPerSecond / 10); index < digits.Length && unit > 0; index++, unit /= 10)
        {
            ticks += (digits[index] - '0') * unit;
        }

        return ticks;
    }

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})T(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})([.,](?<fraction>[0-9]+))?(Z|(?<sign>[+-])(?<offsetHour>[0-9]{2}):(?<offsetMinute>[0-9]{2}))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
