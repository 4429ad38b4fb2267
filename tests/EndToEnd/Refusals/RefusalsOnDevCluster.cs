using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Refusals;

public sealed class RefusalsOnDevCluster(DevApiServerFixture cluster) : RefusalTests(cluster), IClassFixture<DevApiServerFixture>;
