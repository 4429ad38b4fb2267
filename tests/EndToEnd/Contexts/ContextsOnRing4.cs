using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Contexts;

public sealed class ContextsOnRing4(Ring4Fixture cluster) : ContextTests(cluster), IClassFixture<Ring4Fixture>;
