using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Reports;

public sealed class ReportsOnRing4(Ring4Fixture cluster) : ReportTests(cluster), IClassFixture<Ring4Fixture>;
