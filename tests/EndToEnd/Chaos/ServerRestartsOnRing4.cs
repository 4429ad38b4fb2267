namespace Gko.EndToEnd.Chaos;

public sealed class ServerRestartsOnRing4(Ring4ChaosCluster cluster) : ServerRestartTests(cluster), IClassFixture<Ring4ChaosCluster>;
