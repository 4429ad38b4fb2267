using Gko.Testing;

namespace Gko.Load;

/// <summary>What one start took.</summary>
/// <param name="Ready">From the start of the process until it was ready.</param>
/// <param name="Cpu">Processor time until then.</param>
/// <param name="Memory">After it had nothing to do for a while.</param>
internal sealed record StartUpMeasurement(TimeSpan Ready, TimeSpan Cpu, ProcessMemory Memory)
{
    public override string ToString() =>
        $"ready after {Ready.TotalMilliseconds:0} ms ({Cpu.TotalMilliseconds:0} ms of CPU), idle {Memory.Resident:0.0} MB resident " +
        $"({Memory.Anonymous:0.0} MB anonymous), peak {Memory.Peak:0.0} MB";
}
