using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Namespaces;

public sealed class SeveralNamespacesOnDevCluster(DevApiServerFixture cluster) : SeveralNamespacesTests(cluster), IClassFixture<DevApiServerFixture>;
