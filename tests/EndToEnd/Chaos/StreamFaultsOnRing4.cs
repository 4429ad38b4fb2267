namespace Gko.EndToEnd.Chaos;

public sealed class StreamFaultsOnRing4(Ring4ChaosCluster cluster) : StreamFaultTests(cluster), IClassFixture<Ring4ChaosCluster>;
