using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Webhooks;

public sealed class RotationOnDevCluster(DevApiServerFixture cluster) : RotationTests(cluster), IClassFixture<DevApiServerFixture>;
