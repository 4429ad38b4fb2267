using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Metrics;

public sealed class TracingOnRing4(Ring4Fixture cluster) : TracingTests(cluster), IClassFixture<Ring4Fixture>;
