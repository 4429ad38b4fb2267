namespace Gko.Contracts.Tests.Cluster;

public sealed class CrdsOnDevCluster(DevCrdCluster cluster) : CrdClusterTests(cluster), IClassFixture<DevCrdCluster>;
