using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Admission;

public sealed class TenantsOnRing4(Ring4Fixture cluster) : TenantTests(cluster), IClassFixture<Ring4Fixture>;
