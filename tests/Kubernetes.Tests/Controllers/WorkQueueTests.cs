using Gko.Kubernetes.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Controllers;

public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() =>
        _queue = new WorkQueue<string>(new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8)) { Jitter = 0 }, _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Add_SameKeyTwice_IsHandedOutOnce()
    {
        _queue.Add("a");
        _queue.Add("a");

        Take().Key.ShouldBe("a");
        _queue.Depth.ShouldBe(0);
        _queue.Added.ShouldBe(2);
    }

    [Fact]
    public void Take_EqualPriorities_InOrderOfAddition()
    {
        foreach (var key in new[] { "c", "a", "b" })
        {
            _queue.Add(key);
        }

        TakeAll().ShouldBe(["c", "a", "b"]);
    }

    [Fact]
    public void Take_DifferentPriorities_HighestFirst()
    {
        _queue.Add("initial", priority: Priorities.Initial);
        _queue.Add("change", priority: Priorities.Change);
        _queue.Add("urgent", priority: Priorities.Urgent);

        TakeAll().ShouldBe(["urgent", "change", "initial"]);
    }

    [Fact]
    public void Add_HigherPriorityForWaitingKey_MovesItForward()
    {
        _queue.Add("a", priority: -100);
        _queue.Add("b", priority: -100);
        _queue.Add("b", priority: 0);

        TakeAll().ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Add_LowerPriorityForWaitingKey_ChangesNothing()
    {
        _queue.Add("a", priority: 0);
        _queue.Add("a", priority: -100);

        Take().Priority.ShouldBe(0);
    }

    [Fact]
    public void Add_WhileWorkedOn_IsHandedOutAfterCompletion()
    {
        _queue.Add("a");
        Take();
        _queue.Add("a");
        _queue.Depth.ShouldBe(0);

        _queue.Complete("a", ReconcileResult.Done, 0);

        Take().Key.ShouldBe("a");
    }

    [Fact]
    public void Add_Delayed_IsHandedOutInTime()
    {
        _queue.Add("a", TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(9));
        _queue.Depth.ShouldBe(0);
        _queue.Delayed.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(1));

        Take().Key.ShouldBe("a");
    }

    [Fact]
    public void Add_EarlierThanPending_WinsAndIsHandedOutOnce()
    {
        _queue.Add("a", TimeSpan.FromSeconds(10));
        _queue.Add("a", TimeSpan.FromSeconds(2));
        _queue.Add("a", TimeSpan.FromSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(2));
        Take();
        _queue.Complete("a", ReconcileResult.Done, 0);
        _time.Advance(TimeSpan.FromSeconds(20));

        _queue.Depth.ShouldBe(0);
    }

    [Fact]
    public async Task Take_WaitingForADelayedKey_IsWokenByTheClock()
    {
        var taking = _queue.TakeAsync(Ct).AsTask();
        _queue.Add("a", TimeSpan.FromSeconds(3));

        _time.Advance(TimeSpan.FromSeconds(2.9));
        taking.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        (await taking).Key.ShouldBe("a");
    }

    [Fact]
    public async Task Take_EarlierDelayAddedLater_RearmsTheTimer()
    {
        var taking = _queue.TakeAsync(Ct).AsTask();
        _queue.Add("late", TimeSpan.FromHours(1));
        _queue.Add("soon", TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(1));

        (await taking).Key.ShouldBe("soon");
    }

    [Fact]
    public async Task Take_DelayOfManyDays_SurvivesTheLongestTimer()
    {
        _queue.Add("a", TimeSpan.FromDays(80));
        var taking = _queue.TakeAsync(Ct).AsTask();

        _time.Advance(TimeSpan.FromDays(79));
        taking.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromDays(1));

        (await taking).Key.ShouldBe("a");
    }

    [Fact]
    public async Task Take_SeveralWaiters_EachGetsOneKey()
    {
        var first = _queue.TakeAsync(Ct).AsTask();
        var second = _queue.TakeAsync(Ct).AsTask();

        _queue.Add("a");
        _queue.Add("b");

        (await first).Key.ShouldBe("a");
        (await second).Key.ShouldBe("b");
    }

    [Fact]
    public async Task Take_CancelledWaiter_LosesNoKey()
    {
        using var cancelled = new CancellationTokenSource();
        var gone = _queue.TakeAsync(cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(gone);

        _queue.Add("a");

        Take().Key.ShouldBe("a");
    }

    [Fact]
    public async Task Take_CancelledBefore_TakesNothing()
    {
        _queue.Add("a");

        await Should.ThrowAsync<OperationCanceledException>(_queue.TakeAsync(new CancellationToken(true)).AsTask());

        _queue.Depth.ShouldBe(1);
    }

    [Fact]
    public async Task Dispose_WaitingWorker_IsReleased()
    {
        var waiting = _queue.TakeAsync(Ct).AsTask();

        _queue.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(waiting);
    }

    [Fact]
    public void Waited_ReadyForAWhile_TellsHowLong()
    {
        _queue.Add("a");
        _time.Advance(TimeSpan.FromSeconds(3));

        Take().Waited.ShouldBe(TimeSpan.FromSeconds(3));
    }

    public void Dispose() => _queue.Dispose();

    private WorkItem<string> Take()
    {
        var taking = _queue.TakeAsync(Ct).AsTask();
        taking.IsCompletedSuccessfully.ShouldBeTrue("a key should be ready");
        return taking.Result;
    }

    private List<string> TakeAll()
    {
        var keys = new List<string>();
        while (_queue.Depth > 0)
        {
            keys.Add(Take().Key);
        }

        return keys;
    }
}
