using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Metrics;

public sealed class MetricsOnRing4(Ring4Fixture cluster) : MetricsTests(cluster), IClassFixture<Ring4Fixture>;
