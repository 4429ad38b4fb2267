using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Outages;

public sealed class OperatorRestartOnRing4(Ring4Fixture cluster) : OperatorRestartTests(cluster), IClassFixture<Ring4Fixture>;
