using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class PoliciesOnDevCluster(DevApiServerFixture cluster) : PolicyTests(cluster), IClassFixture<DevApiServerFixture>;
