using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Tutorial;

public sealed class TutorialOnDevCluster(DevApiServerFixture cluster) : TutorialTests(cluster), IClassFixture<DevApiServerFixture>;
