using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Failover;

public sealed class FailoverOnRing4(Ring4Fixture cluster) : FailoverTests(cluster), IClassFixture<Ring4Fixture>;
