using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Outages;

public sealed class ApimOutageOnDevCluster(DevApiServerFixture cluster) : ApimOutageTests(cluster), IClassFixture<DevApiServerFixture>;
