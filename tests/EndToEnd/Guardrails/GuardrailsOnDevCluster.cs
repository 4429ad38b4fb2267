using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Guardrails;

public sealed class GuardrailsOnDevCluster(DevApiServerFixture cluster) : GuardrailTests(cluster), IClassFixture<DevApiServerFixture>;
