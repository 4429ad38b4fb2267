using System.Diagnostics.Metrics;
using System.Globalization;

namespace Gko.Kubernetes.Metrics;

/// <summary>What the .NET runtime says of memory, collections and threads.</summary>
public sealed class RuntimeMetrics
{
    /// <param name="meter">Owns the instruments.</param>
    public RuntimeMetrics(Meter meter)
    {
        meter.CreateObservableCounter("dotnet_gc_collections_total", Collections, description: "Garbage collections by generation.");
        meter.CreateObservableCounter("dotnet_gc_allocated_bytes_total", () => GC.GetTotalAllocatedBytes(), "By", "Memory allocated so far.");
        meter.CreateObservableCounter(
            "dotnet_gc_pause_seconds_total", () => GC.GetTotalPauseDuration().TotalSeconds, "s", "How long collections stopped the program.");
        meter.CreateObservableGauge("dotnet_gc_heap_size_bytes", () => GC.GetTotalMemory(forceFullCollection: false), "By", "Managed memory in use.");
        meter.CreateObservableGauge("dotnet_threadpool_threads", () => ThreadPool.ThreadCount, description: "Threads of the pool.");
        meter.CreateObservableGauge(
            "dotnet_threadpool_queue_length", () => ThreadPool.PendingWorkItemCount, description: "Work that waits for a thread of the pool.");
        meter.CreateObservableGauge("dotnet_info", () => new Measurement<int>(1, Tag("version", Environment.Version.ToString())), description: "The version of the runtime.");
    }

    private static IEnumerable<Measurement<long>> Collections()
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            // A collection of a generation counts for the younger ones too.
            var older = generation < GC.MaxGeneration ? GC.CollectionCount(generation + 1) : 0;
            yield return new(GC.CollectionCount(generation) - older, Tag("generation", generation.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
