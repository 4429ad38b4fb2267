using Gko.EndToEnd.Clusters;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Gko.EndToEnd.Clusters;

/// <summary>Starts with the classes that have to wait for leases and time limits, so that no processor idles for them at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [".Failover.", ".Outages.", ".Programs."];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Long.Any(part => collection.TestCollectionDisplayName.Contains(part, StringComparison.Ordinal)) ? 0 : 1)];
}
