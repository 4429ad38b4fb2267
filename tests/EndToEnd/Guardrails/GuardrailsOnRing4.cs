using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Guardrails;

public sealed class GuardrailsOnRing4(Ring4Fixture cluster) : GuardrailTests(cluster), IClassFixture<Ring4Fixture>;
