using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Admission;

public sealed class AdmissionOnDevCluster(DevApiServerFixture cluster) : AdmissionTests(cluster), IClassFixture<DevApiServerFixture>;
