using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class PoliciesOnRing4(Ring4Fixture cluster) : PolicyTests(cluster), IClassFixture<Ring4Fixture>;
