using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Outages;

public sealed class BlackHoleOnRing4(Ring4Fixture cluster) : BlackHoleTests(cluster), IClassFixture<Ring4Fixture>;
