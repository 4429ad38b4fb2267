namespace Gko.Contracts.Tests.Cluster;

public sealed class CrdsOnRing4(RealCrdCluster cluster) : CrdClusterTests(cluster), IClassFixture<RealCrdCluster>;
