using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Adoption;

public sealed class AdoptionOnRing4(Ring4Fixture cluster) : AdoptionTests(cluster), IClassFixture<Ring4Fixture>;
