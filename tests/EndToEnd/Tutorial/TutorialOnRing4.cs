using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Tutorial;

public sealed class TutorialOnRing4(Ring4Fixture cluster) : TutorialTests(cluster), IClassFixture<Ring4Fixture>;
