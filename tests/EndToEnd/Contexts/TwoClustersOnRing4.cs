using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Contexts;

public sealed class TwoClustersOnRing4(TwoClusters<Ring4Fixture> clusters)
    : TwoClustersTests(clusters.First, clusters.Second), IClassFixture<TwoClusters<Ring4Fixture>>;
