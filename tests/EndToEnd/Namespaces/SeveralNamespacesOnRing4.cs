using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Namespaces;

public sealed class SeveralNamespacesOnRing4(Ring4Fixture cluster) : SeveralNamespacesTests(cluster), IClassFixture<Ring4Fixture>;
