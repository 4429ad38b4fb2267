using Gko.Kubernetes.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>When a key that was worked on comes back.</summary>
public sealed class WorkQueueCompletionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueCompletionTests() =>
        _queue = new WorkQueue<string>(new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8)) { Jitter = 0 }, _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Complete_Retry_BacksOffFurtherEachTimeUpToTheLimit()
    {
        _queue.Add("a");
        foreach (var seconds in new[] { 1, 2, 4, 8, 8 })
        {
            Take();
            _queue.Complete("a", ReconcileResult.Retry("no"), 0);
            _time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            _queue.Depth.ShouldBe(0);
            _time.Advance(TimeSpan.FromSeconds(0.1));
            _queue.Depth.ShouldBe(1);
        }
    }

    [Fact]
    public void Complete_Retry_CountsFailuresUntilSuccess()
    {
        _queue.Add("a");
        Take().Failures.ShouldBe(0);
        _queue.Complete("a", ReconcileResult.Retry("no"), 0);
        _time.Advance(TimeSpan.FromSeconds(1));
        Take().Failures.ShouldBe(1);
        _queue.Complete("a", ReconcileResult.After(TimeSpan.FromSeconds(1)), 0);
        _time.Advance(TimeSpan.FromSeconds(2));

        Take().Failures.ShouldBe(0);
    }

    [Fact]
    public void Complete_RetryOfAChangedKey_IsHandedOutAtOnceAndStillCountsTheFailure()
    {
        _queue.Add("a");
        Take();
        _queue.Add("a");

        _queue.Complete("a", ReconcileResult.Retry("no"), 0);

        Take().Failures.ShouldBe(1);
    }

    [Fact]
    public void Complete_RetryWithMinimum_WaitsAtLeastThatLong()
    {
        _queue.Add("a");
        Take();
        _queue.Complete("a", ReconcileResult.Retry("busy", TimeSpan.FromSeconds(30)), 0);

        _time.Advance(TimeSpan.FromSeconds(29));
        _queue.Depth.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(1));

        _queue.Depth.ShouldBe(1);
    }

    [Fact]
    public void Complete_Conflict_ComesBackWithinMilliseconds()
    {
        _queue.Add("a");
        Take();

        _queue.Complete("a", ReconcileResult.Conflict, 0);
        _time.Advance(TimeSpan.FromMilliseconds(6));

        Take().Key.ShouldBe("a");
    }

    [Fact]
    public void Complete_After_ComesBackWithinTenPercent()
    {
        _queue.Add("a");
        Take();

        _queue.Complete("a", ReconcileResult.After(TimeSpan.FromMinutes(10)), 0);
        _time.Advance(TimeSpan.FromMinutes(9) - TimeSpan.FromMilliseconds(1));
        _queue.Depth.ShouldBe(0);
        _time.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromMilliseconds(2));

        _queue.Depth.ShouldBe(1);
    }

    [Fact]
    public void Complete_Retry_KeepsThePriorityGiven()
    {
        _queue.Add("a", priority: -100);
        var item = Take();

        _queue.Complete("a", ReconcileResult.Retry("no"), item.Priority);
        _time.Advance(TimeSpan.FromSeconds(1));

        Take().Priority.ShouldBe(-100);
    }

    [Fact]
    public void Complete_NotTaken_Throws()
    {
        _queue.Add("a");

        Should.Throw<InvalidOperationException>(() => _queue.Complete("a", ReconcileResult.Done, 0));
    }

    public void Dispose() => _queue.Dispose();

    private WorkItem<string> Take()
    {
        var taking = _queue.TakeAsync(Ct).AsTask();
        taking.IsCompletedSuccessfully.ShouldBeTrue("a key should be ready");
        return taking.Result;
    }
}
