using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class GatewayConfigMapsOnRing4(Ring4Fixture cluster) : GatewayConfigMapTests(cluster), IClassFixture<Ring4Fixture>;
