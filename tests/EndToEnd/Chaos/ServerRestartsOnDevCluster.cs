namespace Gko.EndToEnd.Chaos;

public sealed class ServerRestartsOnDevCluster(DevChaosCluster cluster) : ServerRestartTests(cluster), IClassFixture<DevChaosCluster>;
