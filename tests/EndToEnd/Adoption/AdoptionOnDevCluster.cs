using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Adoption;

public sealed class AdoptionOnDevCluster(DevApiServerFixture cluster) : AdoptionTests(cluster), IClassFixture<DevApiServerFixture>;
