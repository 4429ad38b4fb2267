using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class ApiV4OnDevCluster(DevApiServerFixture cluster) : ApiV4Tests(cluster), IClassFixture<DevApiServerFixture>;
