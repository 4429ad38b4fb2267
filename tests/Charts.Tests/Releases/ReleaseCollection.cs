namespace Gko.Charts.Tests.Releases;

/// <summary>The tests that share one API server, one after the other: all of them install the same release.</summary>
[CollectionDefinition(Name)]
public sealed class ReleaseCollection : ICollectionFixture<ReleaseCluster>
{
    public const string Name = "releases";
}
