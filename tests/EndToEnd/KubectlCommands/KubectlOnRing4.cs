using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.KubectlCommands;

public sealed class KubectlOnRing4(Ring4Fixture cluster) : KubectlTests(cluster), IClassFixture<Ring4Fixture>;
