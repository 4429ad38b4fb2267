using Gko.Kubernetes.Hosting.Memory;
using Gko.Kubernetes.Tests.Caching;

namespace Gko.Kubernetes.Tests.Hosting.Memory;

[Collection(MemoryCollection.Name)]
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
    public void ProcessorTime_OfAProcessThatRan_IsKnown() => _memory.ProcessorTime.ShouldBeGreaterThan(TimeSpan.Zero);

    private static void Litter()
    {
        var garbage = new byte[Garbage];
        for (var page = 0; page < garbage.Length; page += 4096)
        {
            garbage[page] = 1;
        }
    }
}
