using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Reports;

public sealed class ReportsOnDevCluster(DevApiServerFixture cluster) : ReportTests(cluster), IClassFixture<DevApiServerFixture>;
