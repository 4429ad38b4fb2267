using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Webhooks;

public sealed class MatchConditionsOnRing4(Ring4Fixture cluster) : MatchConditionTests(cluster), IClassFixture<Ring4Fixture>;
