using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Refusals;

public sealed class RefusalsOnRing4(Ring4Fixture cluster) : RefusalTests(cluster), IClassFixture<Ring4Fixture>;
