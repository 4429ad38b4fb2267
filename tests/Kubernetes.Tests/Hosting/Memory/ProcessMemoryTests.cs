using System.Globalization;
using Gko.Kubernetes.Hosting.Memory;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Hosting.Memory;

public sealed class ProcessMemoryTests
{
    private const int Garbage = 128 << 20;

    private readonly ProcessMemory _memory = new();

    [Fact]
    public void Release_OfGarbage_LeavesLessResident()
    {
        Litter();
        var before = _memory.Resident;

        _memory.Release();

        _memory.Resident.ShouldBeLessThan(before - (Garbage / 2));
    }

    [Fact]
    public async Task Release_OfAProgramThatStarted_LeavesLessOfItsFilesResident()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux gives back pages of programs");

        // Other tests may just be using them.
        await Eventually.TrueAsync(() =>
        {
            var before = ResidentOfFiles();
            _memory.Release();
            return ResidentOfFiles() < before * 0.75;
        });
    }

    [Fact]
    public void ProcessorTime_OfAProcessThatRan_IsKnown() => _memory.ProcessorTime.ShouldBeGreaterThan(TimeSpan.Zero);

    private static void Litter()
    {
        var garbage = new byte[Garbage];
        for (var page = 0; page < garbage.Length; page += 4096)
        {
            garbage[page] = 1;
        }
    }

    private static long ResidentOfFiles() => long.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("RssFile:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
