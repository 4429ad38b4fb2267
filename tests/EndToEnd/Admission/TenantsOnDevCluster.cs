using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Admission;

public sealed class TenantsOnDevCluster(DevApiServerFixture cluster) : TenantTests(cluster), IClassFixture<DevApiServerFixture>;
