using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class ApiV4OnRing4(Ring4Fixture cluster) : ApiV4Tests(cluster), IClassFixture<Ring4Fixture>;
