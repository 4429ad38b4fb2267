using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Admission;

public sealed class AdmissionOnRing4(Ring4Fixture cluster) : AdmissionTests(cluster), IClassFixture<Ring4Fixture>;
