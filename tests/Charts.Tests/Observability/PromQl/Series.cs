using System.Globalization;
using System.Text.RegularExpressions;

namespace Gko.Charts.Tests.Observability.PromQl;

/// <summary>One metric over time, a value per minute, in the notation of promtool: <c>name{a="b"} 0+5x20</c>, or constant, or <c>_</c> for none.</summary>
internal sealed partial record Series(string Name, IReadOnlyDictionary<string, string> Labels, double Start, double Step)
{
    /// <summary>Seconds between values.</summary>
    public const double Interval = 60;

    /// <summary>Reads series, one a line; other lines, such as those of help, are skipped.</summary>
    public static IReadOnlyList<Series> ReadAll(string text) =>
        [.. text.Split('\n').Select(line => Line().Match(line)).Where(match => match.Success).Select(Read)];

    /// <summary>The value at a time in seconds.</summary>
    public double At(double time) => Start + (Step * Math.Floor(time / Interval));

    /// <summary>How fast the value grows per second; recorded counters never start again.</summary>
    public double Rate => Step / Interval;

    private static Series Read(Match match) => new(
        match.Groups["name"].Value,
        Label().Matches(match.Groups["labels"].Value).ToDictionary(label => label.Groups[1].Value, label => label.Groups[2].Value),
        Number(match.Groups["start"].Value),
        match.Groups["step"].Success ? Number(match.Groups["step"].Value) : 0);

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "_" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("""^(?<name>[a-z_]+)(\{(?<labels>.*)\})? (?<start>[-+.\w]+?)(\+(?<step>[\d.]+)x\d+)?$""")]
    private static partial Regex Line();

    [GeneratedRegex("""(\w+)="([^"]*)",?""")]
    private static partial Regex Label();
}
