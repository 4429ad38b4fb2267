namespace Gko.EndToEnd.Chaos;

public sealed class StreamFaultsOnDevCluster(DevChaosCluster cluster) : StreamFaultTests(cluster), IClassFixture<DevChaosCluster>;
