using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class TemplatesOnDevCluster(DevApiServerFixture cluster) : TemplateTests(cluster), IClassFixture<DevApiServerFixture>;
