using System.Diagnostics;

namespace Gko.EndToEnd.Clusters;

/// <summary>Waits for something that happens in another process, with a limit.</summary>
internal static class Eventually
{
    /// <summary>Polls until the condition holds; fails with <paramref name="what"/> when the time is up.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            (watch.Elapsed < (limit ?? TimeSpan.FromSeconds(20))).ShouldBeTrue($"not within the limit: {what}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
