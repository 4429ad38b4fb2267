using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Webhooks;

public sealed class CertificatesOfOthersOnRing4(Ring4Fixture cluster) : CertificatesOfOthersTests(cluster), IClassFixture<Ring4Fixture>;
