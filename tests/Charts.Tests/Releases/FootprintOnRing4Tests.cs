using Gko.Charts.Tests.Rendering;
using Gko.Testing;
using Gko.Testing.Pods;

namespace Gko.Charts.Tests.Releases;

/// <summary>
/// What one pod takes that has nothing to do. The bounds of time and size leave room for slow machines; docs/performance.md has what
/// was measured.
/// </summary>
[Collection(ReleaseCollection.Name)]
public sealed class FootprintOnRing4Tests(ReleaseCluster cluster)
{
    private const double MaxResidentMegabytes = 61;
    private const double MaxFileMegabytes = 60;
    private static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(10);

    /// <summary>Memory is given back after ten quiet seconds, and on a busy machine some of the first ones are not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Pod_WithNothingToDo_StaysSmall()
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await using var release = await Release.InstallAsync(cluster);
        var resident = ProcessMemory.Of(release.Pod.ProcessId).Resident;
        await Eventually.TrueAsync(
            () => Task.FromResult((resident = ProcessMemory.Of(release.Pod.ProcessId).Resident) <= MaxResidentMegabytes),
            $"no more than {MaxResidentMegabytes} MB resident", Patience);

        var size = new FileInfo(await PublishedOperator.PathAsync()).Length / 1024.0 / 1024.0;

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"ready after {release.Pod.ReadyAfter.TotalMilliseconds:0} ms, {resident:0.0} MB resident, file of {size:0.0} MB");
        size.ShouldBeLessThan(MaxFileMegabytes);
        release.Pod.ReadyAfter.ShouldBeLessThan(MaxStart);
    }
}
