using System.Diagnostics.Metrics;
using Gko.Kubernetes.Certificates;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Certificates;

public sealed class CertificateMetricsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Collect_ReadsAndFailures_AreCountedOverAllStores()
    {
        using var meter = new Meter("test");
        using var collected = new MetricCollection(meter);
        var metrics = new CertificateMetrics(meter);
        var good = Store(new ScriptedCertificateSource(TestCertificates.Pair(_time.GetUtcNow())));
        var bad = Store(new FileCertificateSource("absent.crt", "absent.key"));
        metrics.Observe("webhook", good);
        metrics.Observe("metrics", bad);

        await good.RefreshAsync(TestContext.Current.CancellationToken);
        await bad.RefreshAsync(TestContext.Current.CancellationToken);

        var values = collected.Collect();
        values["certwatcher_read_certificate_total{}"].ShouldBe(2);
        values["certwatcher_read_certificate_errors_total{}"].ShouldBe(1);
        values["gko_certificate_expiry_timestamp_seconds{server=webhook}"].ShouldBe(_time.GetUtcNow().AddDays(365).ToUnixTimeSeconds());
        values.Keys.ShouldNotContain("gko_certificate_expiry_timestamp_seconds{server=metrics}");
    }

    private CertificateStore Store(ICertificateSource source) => new(source, _time, NullLogger<CertificateStore>.Instance);
}
