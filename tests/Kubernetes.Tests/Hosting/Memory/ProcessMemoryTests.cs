using Gko.Kubernetes.Hosting.Memory;

namespace Gko.Kubernetes.Tests.Hosting.Memory;

public sealed class ProcessMemoryTests
{
    [Fact]
    public void Release_OfAProcessThatRan_LeavesLessResidentAndRunsOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux gives back pages of programs");
        var memory = new ProcessMemory();
        var before = memory.Resident;

        memory.Release();

        memory.Resident.ShouldBeLessThan(before);
        memory.ProcessorTime.ShouldBeGreaterThan(TimeSpan.Zero);
    }
}
