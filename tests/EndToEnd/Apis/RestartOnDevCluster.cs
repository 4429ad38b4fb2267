using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class RestartOnDevCluster(DevApiServerFixture cluster) : RestartTests(cluster), IClassFixture<DevApiServerFixture>;
