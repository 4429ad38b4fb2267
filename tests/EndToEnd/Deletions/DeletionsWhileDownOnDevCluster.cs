using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Deletions;

public sealed class DeletionsWhileDownOnDevCluster(DevApiServerFixture cluster) : DeletionsWhileDownTests(cluster), IClassFixture<DevApiServerFixture>;
