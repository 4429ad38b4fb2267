using System.Globalization;
using Gko.Testing;

namespace Gko.Charts.Tests.Observability.PromQl;

/// <summary>What was scraped from a real operator at one moment.</summary>
/// <param name="At">Seconds since 1970.</param>
/// <param name="Series">The metrics that rules look at.</param>
internal sealed record Recording(double At, IReadOnlyList<Series> Series)
{
    private const string Mark = "# recorded at ";

    /// <summary>Reads a file of the folder <c>Recordings</c>.</summary>
    public static Recording Read(string name)
    {
        var text = File.ReadAllText(RepositoryPaths.Of("tests", "Charts.Tests", "Observability", "Recordings", name));
        var at = text.Split('\n').Single(line => line.StartsWith(Mark, StringComparison.Ordinal))[Mark.Length..];
        return new Recording(double.Parse(at, CultureInfo.InvariantCulture), PromQl.Series.ReadAll(text));
    }

    /// <summary>The same with other series instead of those of the same names.</summary>
    public Recording With(IReadOnlyList<Series> others) =>
        this with { Series = [.. Series.Where(series => !others.Any(other => other.Name == series.Name)), .. others] };
}
