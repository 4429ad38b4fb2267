using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Webhooks;

public sealed class MatchConditionsOnDevCluster(DevApiServerFixture cluster) : MatchConditionTests(cluster), IClassFixture<DevApiServerFixture>;
