namespace Gko.Resolution;

/// <summary>Ports that the gateway opens for a plan of a NATIVE API.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them; the same for a single port.</param>
/// <param name="Plan">The plan's key.</param>
/// <param name="Field">Where the ports stand in the spec.</param>
public sealed record KafkaPorts(int First, int Last, string Plan, string Field)
{
    // A range of brokers spans few of them, and few APIs share one.
    private const int BucketSize = 64;

    /// <summary>The values under which an index finds everybody who may have one of these ports.</summary>
    public IEnumerable<string> Buckets =>
        Enumerable.Range(First / BucketSize, (Last / BucketSize) - (First / BucketSize) + 1).Select(bucket => $"{bucket}");

    /// <summary>Whether both have a port in common.</summary>
    public bool Overlaps(KafkaPorts other) => First <= other.Last && other.First <= Last;

    /// <summary><c>9092</c>, or <c>9093-9095</c>.</summary>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
