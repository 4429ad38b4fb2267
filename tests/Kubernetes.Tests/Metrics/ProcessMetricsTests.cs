using System.Diagnostics.Metrics;
using Gko.Kubernetes.Metrics;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Metrics;

public sealed class ProcessMetricsTests
{
    [Fact]
    public void Collect_Process_ShowsPlausibleValues()
    {
        using var meter = new Meter("test");
        _ = new ProcessMetrics(meter);
        using var collected = new MetricCollection(meter);

        var values = collected.Collect();

        values["process_cpu_seconds_total{}"].ShouldBeGreaterThan(0);
        values["process_resident_memory_bytes{}"].ShouldBeGreaterThan(1_000_000);
        values["process_virtual_memory_bytes{}"].ShouldBeGreaterThan(values["process_resident_memory_bytes{}"]);
        values["process_start_time_seconds{}"].ShouldBeInRange(1.7e9, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0 + 1);
    }

    [Fact]
    public void Collect_Linux_ShowsFileDescriptors()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "file descriptors are counted on Linux only");
        using var meter = new Meter("test");
        _ = new ProcessMetrics(meter);
        using var collected = new MetricCollection(meter);

        collected.Collect()["process_open_fds{}"].ShouldBeInRange(3, collected.Collect()["process_max_fds{}"]);
    }

    [Fact]
    public void Collect_Runtime_ShowsMemoryCollectionsAndThreads()
    {
        using var meter = new Meter("test");
        _ = new RuntimeMetrics(meter);
        using var collected = new MetricCollection(meter);
        GC.Collect();

        var values = collected.Collect();

        values["dotnet_gc_collections_total{generation=2}"].ShouldBeGreaterThan(0);
        values["dotnet_gc_heap_size_bytes{}"].ShouldBeGreaterThan(0);
        values["dotnet_gc_allocated_bytes_total{}"].ShouldBeGreaterThan(0);
        values["dotnet_threadpool_threads{}"].ShouldBeGreaterThanOrEqualTo(0);
        values[$"dotnet_info{{version={Environment.Version}}}"].ShouldBe(1);
    }
}
