using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class GatewayConfigMapsOnDevCluster(DevApiServerFixture cluster) : GatewayConfigMapTests(cluster), IClassFixture<DevApiServerFixture>;
