using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Webhooks;

public sealed class RegistrationOnDevCluster(DevApiServerFixture cluster) : RegistrationTests(cluster), IClassFixture<DevApiServerFixture>;
