using Gko.Charts.Tests.Rendering;
using Gko.Testing;
using Gko.Testing.Pods;

namespace Gko.Charts.Tests.Releases;

/// <summary>What one pod takes that has nothing to do. The bounds leave room for slow machines; docs/performance.md has what was measured.</summary>
[Collection(ReleaseCollection.Name)]
public sealed class FootprintOnRing4Tests(ReleaseCluster cluster)
{
    private const double MaxResidentMegabytes = 90;
    private const double MaxFileMegabytes = 60;
    private static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Pod_WithNothingToDo_StaysSmall()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await using var release = await Release.InstallAsync(cluster);
        using var idle = new PeriodicTimer(Idle);
        await idle.WaitForNextTickAsync();

        var resident = ProcessMemory.Of(release.Pod.ProcessId).Resident;
        var size = new FileInfo(await PublishedOperator.PathAsync()).Length / 1024.0 / 1024.0;

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"ready after {release.Pod.ReadyAfter.TotalMilliseconds:0} ms, {resident:0.0} MB resident, file of {size:0.0} MB");
        resident.ShouldBeLessThan(MaxResidentMegabytes);
        size.ShouldBeLessThan(MaxFileMegabytes);
        release.Pod.ReadyAfter.ShouldBeLessThan(MaxStart);
    }
}
