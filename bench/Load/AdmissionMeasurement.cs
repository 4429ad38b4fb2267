using System.Diagnostics;

namespace Gko.Load;

/// <summary>How fast a webhook answered.</summary>
/// <param name="Times">Of each answer, in ticks of the <see cref="Stopwatch"/>, the shortest first.</param>
/// <param name="Elapsed">How long the clients asked.</param>
/// <param name="Cpu">What that cost the operator.</param>
/// <param name="Resident">Bytes of the operator's memory afterwards.</param>
/// <param name="PeakResident">The most that it ever had.</param>
internal sealed record AdmissionMeasurement(long[] Times, TimeSpan Elapsed, TimeSpan Cpu, long Resident, long PeakResident)
{
    public override string ToString() =>
        $"{Times.Length / Elapsed.TotalSeconds,6:0} requests/s, p50 {Milliseconds(0.5):0.0} ms, p95 {Milliseconds(0.95):0.0} ms, " +
        $"p99 {Milliseconds(0.99):0.0} ms, longest {Milliseconds(1):0.0} ms; operator: {Cpu / Elapsed:0.00} CPUs, " +
        $"{Cpu.TotalMilliseconds / Times.Length:0.00} CPU ms per request, {Resident >> 20} MB (peak {PeakResident >> 20} MB)";

    private double Milliseconds(double share) =>
        Stopwatch.GetElapsedTime(0, Times[Math.Min((int)(Times.Length * share), Times.Length - 1)]).TotalMilliseconds;
}
