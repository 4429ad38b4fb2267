using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Webhooks;

public sealed class RegistrationOnRing4(Ring4Fixture cluster) : RegistrationTests(cluster), IClassFixture<Ring4Fixture>;
