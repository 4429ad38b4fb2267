using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Metrics;

public sealed class TracingOnDevCluster(DevApiServerFixture cluster) : TracingTests(cluster), IClassFixture<DevApiServerFixture>;
