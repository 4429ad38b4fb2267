using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Deletions;

public sealed class DeletionsWhileDownOnRing4(Ring4Fixture cluster) : DeletionsWhileDownTests(cluster), IClassFixture<Ring4Fixture>;
