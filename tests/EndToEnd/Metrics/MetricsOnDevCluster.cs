using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Metrics;

public sealed class MetricsOnDevCluster(DevApiServerFixture cluster) : MetricsTests(cluster), IClassFixture<DevApiServerFixture>;
