using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Contexts;

public sealed class TwoClustersOnDevCluster(TwoClusters<DevApiServerFixture> clusters)
    : TwoClustersTests(clusters.First, clusters.Second), IClassFixture<TwoClusters<DevApiServerFixture>>;
