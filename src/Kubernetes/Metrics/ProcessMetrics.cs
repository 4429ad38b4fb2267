using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gko.Kubernetes.Metrics;

/// <summary>What the operating system says of this process, under the names that all Prometheus clients use.</summary>
public sealed class ProcessMetrics
{
    private const string Descriptors = "/proc/self/fd";
    private const string Limits = "/proc/self/limits";

    /// <param name="meter">Owns the instruments.</param>
    public ProcessMetrics(Meter meter)
    {
        using var process = Process.GetCurrentProcess();
        var started = (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
        meter.CreateObservableCounter(
            "process_cpu_seconds_total", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time spent, user and system.");
        meter.CreateObservableGauge("process_resident_memory_bytes", () => Environment.WorkingSet, "By", "Memory in use.");
        meter.CreateObservableGauge("process_virtual_memory_bytes", VirtualMemory, "By", "Address space in use.");
        meter.CreateObservableGauge("process_start_time_seconds", () => started, "s", "When the process started, in seconds since 1970.");
        if (Directory.Exists(Descriptors))
        {
            meter.CreateObservableGauge("process_open_fds", () => Directory.GetFileSystemEntries(Descriptors).Length, description: "Open file descriptors.");
        }

        if (File.Exists(Limits))
        {
            meter.CreateObservableGauge("process_max_fds", MaxDescriptors, description: "How many file descriptors may be open.");
        }
    }

    private static long VirtualMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.VirtualMemorySize64;
    }

    private static double MaxDescriptors()
    {
        var limit = File.ReadLines(Limits).First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = limit["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return double.TryParse(soft, out var value) ? value : double.PositiveInfinity;
    }
}
