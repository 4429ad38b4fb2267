using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class RestartOnRing4(Ring4Fixture cluster) : RestartTests(cluster), IClassFixture<Ring4Fixture>;
