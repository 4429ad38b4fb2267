using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Apis;

public sealed class TemplatesOnRing4(Ring4Fixture cluster) : TemplateTests(cluster), IClassFixture<Ring4Fixture>;
