using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class SharedResourcesOnDevCluster(DevApiServerFixture cluster) : SharedResourceTests(cluster), IClassFixture<DevApiServerFixture>;
