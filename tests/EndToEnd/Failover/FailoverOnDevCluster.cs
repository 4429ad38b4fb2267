using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Failover;

public sealed class FailoverOnDevCluster(DevApiServerFixture cluster) : FailoverTests(cluster), IClassFixture<DevApiServerFixture>;
