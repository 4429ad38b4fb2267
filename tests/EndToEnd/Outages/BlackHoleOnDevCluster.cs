using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Outages;

public sealed class BlackHoleOnDevCluster(DevApiServerFixture cluster) : BlackHoleTests(cluster), IClassFixture<DevApiServerFixture>;
