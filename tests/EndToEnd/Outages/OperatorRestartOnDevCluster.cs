using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Outages;

public sealed class OperatorRestartOnDevCluster(DevApiServerFixture cluster) : OperatorRestartTests(cluster), IClassFixture<DevApiServerFixture>;
