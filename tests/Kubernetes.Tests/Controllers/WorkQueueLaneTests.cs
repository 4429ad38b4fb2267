using Gko.Kubernetes.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>Keys such as <c>remote/tenant/1</c>, which name their lane.</summary>
public sealed class WorkQueueLaneTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Take_NoisyTenant_DelaysTheSingleKeyOfAnotherByOneTake()
    {
        using var queue = Queue(workers: 4);
        foreach (var number in Enumerable.Range(0, 10_000))
        {
            queue.Add($"shared/noisy/{number}");
        }

        Work(queue);
        queue.Add("shared/quiet/1");

        Enumerable.Range(0, 2).Select(_ => Work(queue)).ShouldContain("shared/quiet/1");
    }

    [Fact]
    public void Take_NoisyGroup_DelaysTheSingleKeyOfAnotherByOneTake()
    {
        using var queue = Queue(workers: 4);
        foreach (var number in Enumerable.Range(0, 10_000))
        {
            queue.Add($"busy/t{number % 100}/{number}");
        }

        Work(queue);
        queue.Add("other/t/1");

        Enumerable.Range(0, 2).Select(_ => Work(queue)).ShouldContain("other/t/1");
    }

    [Fact]
    public void Take_HigherPriorityOfANoisyTenant_StillGoesFirst()
    {
        using var queue = Queue(workers: 4);
        queue.Add("a/quiet/1", priority: Priorities.Initial);
        queue.Add("b/noisy/1");
        queue.Add("b/noisy/2");

        new[] { Work(queue), Work(queue), Work(queue) }.ShouldBe(["b/noisy/1", "b/noisy/2", "a/quiet/1"]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    public void Take_GroupThatHangs_NeverHasAllWorkers(int workers, int expected)
    {
        using var queue = Queue(workers);
        AddMany(queue, "dead", 10);

        var taken = Enumerable.Range(0, workers).Select(_ => queue.TakeAsync(Ct).AsTask()).Count(take => take.IsCompleted);

        taken.ShouldBe(expected);
        queue.Depth.ShouldBe(10 - expected);
    }

    [Fact]
    public async Task Take_GroupThatHangs_TheSpareWorkerServesALaterKeyAtOnce()
    {
        using var queue = Queue(workers: 4);
        AddMany(queue, "dead", 10);
        var takes = Enumerable.Range(0, 4).Select(_ => queue.TakeAsync(Ct).AsTask()).ToList();

        queue.Add("alive/t/1");

        (await takes[3].WaitAsync(TimeSpan.FromSeconds(10), Ct)).Key.ShouldBe("alive/t/1");
    }

    [Fact]
    public void Take_OthersWait_AGroupGetsHalfTheWorkers()
    {
        using var queue = Queue(workers: 4);
        AddMany(queue, "dead", 10);
        AddMany(queue, "alive", 10);

        var groups = Enumerable.Range(0, 4).Select(_ => Take(queue).Split('/')[0]).ToList();

        groups.Count(group => group == "dead").ShouldBe(2);
    }

    [Fact]
    public void Take_OtherGroupsUseNoWorkers_AHangingOneIsHeldAtHalfAndTheRestGoesOn()
    {
        using var queue = Queue(workers: 4);
        AddMany(queue, "dead", 10);
        AddMany(queue, "alive", 10);

        var done = 0;
        for (var hanging = 0; done < 10;)
        {
            var key = Take(queue);
            if (key.StartsWith("dead"))
            {
                (++hanging).ShouldBeLessThanOrEqualTo(2);
            }
            else
            {
                queue.Complete(key, ReconcileResult.Done, 0);
                done++;
            }
        }
    }

    [Fact]
    public async Task Complete_GroupAtItsLimit_WakesTheWorkerThatWaits()
    {
        using var queue = Queue(workers: 2);
        AddMany(queue, "only", 2);
        var first = Take(queue);
        var waiting = queue.TakeAsync(Ct).AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        queue.Complete(first, ReconcileResult.Done, 0);

        (await waiting.WaitAsync(TimeSpan.FromSeconds(10), Ct)).Key.ShouldBe("only/t/1");
    }

    [Fact]
    public void Add_LaneChangedWhileWaiting_CountsForTheNewOne()
    {
        var group = "dead";
        using var queue = new WorkQueue<string>(Backoff.Default, _time, new(key => new(key == "moves" ? group : "dead", "t"), 2));
        queue.Add("hangs");
        Take(queue);
        queue.Add("moves");
        group = "alive";

        queue.Add("moves");

        Take(queue).ShouldBe("moves");
    }

    [Fact]
    public void Complete_LaneChangedMeanwhile_FreesTheGroupThatHadTheWorker()
    {
        var group = "before";
        using var queue = new WorkQueue<string>(Backoff.Default, _time, new(key => new(key == "moves" ? group : "before", "t"), 2));
        queue.Add("moves");
        Take(queue);
        group = "after";
        queue.Add("moves");

        queue.Complete("moves", ReconcileResult.Done, 0);
        queue.Add("other");

        new[] { Take(queue), Take(queue) }.ShouldBe(["moves", "other"], ignoreOrder: true);
    }

    [Fact]
    public void ReadyKeys_AllDone_RememberNobody()
    {
        var ready = new ReadyKeys<int>(most: 2, share: 1);
        foreach (var number in Enumerable.Range(0, 100))
        {
            var entry = new WorkQueueEntry<int>(number);
            entry.Merge(new($"g{number % 7}", $"t{number % 3}"), TimeSpan.Zero, number % 5);
            ready.Push(entry);
        }

        while (ready.HasNext)
        {
            var entry = ready.Next;
            ready.Start(entry);
            ready.Finish(entry);
        }

        (ready.Count, ready.Groups).ShouldBe((0, 0));
    }

    private static void AddMany(WorkQueue<string> queue, string group, int count)
    {
        foreach (var number in Enumerable.Range(0, count))
        {
            queue.Add($"{group}/t/{number}");
        }
    }

    private static string Take(WorkQueue<string> queue)
    {
        var take = queue.TakeAsync(Ct).AsTask();
        take.IsCompletedSuccessfully.ShouldBeTrue("a key may be started");
        return take.Result.Key;
    }

    private static string Work(WorkQueue<string> queue)
    {
        var key = Take(queue);
        queue.Complete(key, ReconcileResult.Done, 0);
        return key;
    }

    private WorkQueue<string> Queue(int workers) =>
        new(Backoff.Default, _time, new(key => key.Split('/') is [var group, var tenant, _] ? new(group, tenant) : default, workers));
}
