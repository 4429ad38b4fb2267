using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Webhooks;

public sealed class RotationOnRing4(Ring4Fixture cluster) : RotationTests(cluster), IClassFixture<Ring4Fixture>;
