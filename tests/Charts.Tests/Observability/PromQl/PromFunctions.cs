using System.Globalization;

namespace Gko.Charts.Tests.Observability.PromQl;

/// <summary>The functions and aggregations that our rules use.</summary>
internal static class PromFunctions
{
    /// <summary>Groups by labels and combines each group.</summary>
    public static PromValue Aggregate(string name, IReadOnlyCollection<string> by, PromValue value) => PromValue.Vector(
        value.Samples.GroupBy(sample => new Sample(sample.Keep(by), 0).Key)
            .Select(group => new Sample(group.First().Keep(by), Combine(name, group.Select(sample => sample.Value)))));

    /// <summary>One value when there is none.</summary>
    public static PromValue Absent(PromValue value) =>
        PromValue.Vector(value.Samples.Count == 0 ? [new Sample(new Dictionary<string, string>(), 1)] : []);

    /// <summary>The value below which that part of the observations lies, between the bounds of its bucket.</summary>
    public static PromValue HistogramQuantile(double quantile, PromValue buckets) => PromValue.Vector(
        buckets.Samples.GroupBy(sample => new Sample(sample.Without("le"), 0).Key)
            .Select(group => new Sample(group.First().Without("le"), Quantile(quantile, [.. group.Select(Bucket).OrderBy(bucket => bucket.Bound)]))));

    private static double Combine(string name, IEnumerable<double> values) => name switch
    {
        "sum" => values.Sum(),
        "max" => values.Max(),
        "min" => values.Min(),
        "count" => values.Count(),
        _ => throw new FormatException($"Unknown aggregation {name}."),
    };

    private static (double Bound, double Count) Bucket(Sample sample) =>
        (sample.Labels["le"] == "+Inf" ? double.PositiveInfinity : double.Parse(sample.Labels["le"], CultureInfo.InvariantCulture), sample.Value);

    private static double Quantile(double quantile, IReadOnlyList<(double Bound, double Count)> buckets)
    {
        var rank = quantile * buckets[^1].Count;
        if (rank == 0)
        {
            return double.NaN;
        }

        var index = 0;
        while (buckets[index].Count < rank)
        {
            index++;
        }

        var (low, before) = index == 0 ? (0, 0) : buckets[index - 1];
        var (high, until) = buckets[index];
        return double.IsPositiveInfinity(high) ? low : low + ((high - low) * (rank - before) / (until - before));
    }
}
