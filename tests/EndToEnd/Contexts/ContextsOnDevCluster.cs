using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Contexts;

public sealed class ContextsOnDevCluster(DevApiServerFixture cluster) : ContextTests(cluster), IClassFixture<DevApiServerFixture>;
