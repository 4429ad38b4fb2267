using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Outages;

public sealed class ApimOutageOnRing4(Ring4Fixture cluster) : ApimOutageTests(cluster), IClassFixture<Ring4Fixture>;
