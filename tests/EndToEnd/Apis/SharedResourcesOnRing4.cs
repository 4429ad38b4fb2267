using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class SharedResourcesOnRing4(Ring4Fixture cluster) : SharedResourceTests(cluster), IClassFixture<Ring4Fixture>;
