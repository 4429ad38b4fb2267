using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Webhooks;

public sealed class CertificatesOfOthersOnDevCluster(DevApiServerFixture cluster) : CertificatesOfOthersTests(cluster), IClassFixture<DevApiServerFixture>;
