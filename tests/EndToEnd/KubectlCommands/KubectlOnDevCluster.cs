using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.KubectlCommands;

public sealed class KubectlOnDevCluster(DevApiServerFixture cluster) : KubectlTests(cluster), IClassFixture<DevApiServerFixture>;
