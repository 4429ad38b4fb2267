namespace Gko.Charts.Tests.Observability.PromQl;

/// <summary>What an expression gives: a number, or values with labels.</summary>
internal sealed record PromValue(bool IsScalar, IReadOnlyList<Sample> Samples)
{
    private static readonly Dictionary<string, string> NoLabels = [];

    public static PromValue Scalar(double value) => new(true, [new Sample(NoLabels, value)]);

    public static PromValue Vector(IEnumerable<Sample> samples) => new(false, [.. samples]);

    /// <summary>Arithmetic: number with number, or each value with a number or with the value of equal labels.</summary>
    public PromValue Combine(PromValue other, Func<double, double, double> operation)
    {
        if (IsScalar && other.IsScalar)
        {
            return Scalar(operation(Samples[0].Value, other.Samples[0].Value));
        }

        return IsScalar
            ? Vector(other.Samples.Select(sample => sample with { Value = operation(Samples[0].Value, sample.Value) }))
            : Vector(Pairs(other).Select(pair => pair.Left with { Value = operation(pair.Left.Value, pair.Right) }));
    }

    /// <summary>Comparison: keeps the values that meet it.</summary>
    public PromValue Filter(PromValue other, Func<double, double, bool> condition) =>
        Vector(Pairs(other).Where(pair => condition(pair.Left.Value, pair.Right)).Select(pair => pair.Left));

    /// <summary>These values, and those of the other whose labels are not among them.</summary>
    public PromValue Or(PromValue other) =>
        Vector(Samples.Concat(other.Samples.ExceptBy(Samples.Select(sample => sample.Key), sample => sample.Key)));

    private IEnumerable<(Sample Left, double Right)> Pairs(PromValue other) => other.IsScalar
        ? Samples.Select(sample => (sample, other.Samples[0].Value))
        : Samples.Join(other.Samples, left => left.Key, right => right.Key, (left, right) => (left, right.Value));
}
