using Gko.Kubernetes.Controllers;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>Real threads: producers, and workers that keep giving up and coming back, over the keys of a few groups.</summary>
public sealed class WorkQueueStressTests : IDisposable
{
    private const int Keys = 100;
    private const int Producers = 4;
    private const int Workers = 8;
    private const int Groups = 3;
    private const int AddsPerProducer = 60_000;

    private static readonly QueueLanes<int> Lanes = new(key => new($"g{key % Groups}", $"t{key % 5}"), Workers) { Most = 3, Share = 2 };

    private readonly WorkQueue<int> _queue = new(
        Backoff.Default with { Initial = TimeSpan.FromMilliseconds(1), Max = TimeSpan.FromMilliseconds(5) }, TimeProvider.System, Lanes);
    private readonly int[] _asked = new int[Keys];
    private readonly int[] _done = new int[Keys];
    private readonly int[] _inside = new int[Keys];
    private readonly int[] _insideGroup = new int[Groups];
    private int _overlaps;
    private int _overLimit;

    [Fact]
    public async Task Concurrency_ManyProducersAndFickleWorkers_NothingIsLostOrOverlaps()
    {
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, Workers).Select(seed => Task.Run(() => WorkAsync(new Random(seed), stop.Token))).ToList();

        await Task.WhenAll(Enumerable.Range(0, Producers).Select(seed => Task.Run(() => Produce(new Random(100 + seed)))));
        await Gko.Testing.Eventually.TrueAsync(() => Enumerable.Range(0, Keys).All(IsUpToDate) && _queue.Depth + _queue.Delayed == 0, TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        await Task.WhenAll(workers);

        _overlaps.ShouldBe(0);
        _overLimit.ShouldBe(0);
    }

    public void Dispose() => _queue.Dispose();

    private bool IsUpToDate(int key) => Volatile.Read(ref _asked[key]) == Volatile.Read(ref _done[key]);

    private void Produce(Random random)
    {
        for (var i = 0; i < AddsPerProducer; i++)
        {
            var key = random.Next(Keys);
            Interlocked.Increment(ref _asked[key]);
            var after = random.Next(50) == 0 ? TimeSpan.FromMilliseconds(random.Next(3)) : TimeSpan.Zero;
            _queue.Add(key, after, random.Next(3));
        }
    }

    private async Task WorkAsync(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var taking = _queue.TakeAsync(patience.Token);
            if (random.Next(4) == 0)
            {
                await patience.CancelAsync();
            }

            try
            {
                await HandleAsync(await taking, random);
            }
            catch (OperationCanceledException)
            {
                // Gave up before a key came: the next worker gets it.
            }
        }
    }

    private async Task HandleAsync(WorkItem<int> item, Random random)
    {
        if (Interlocked.Increment(ref _inside[item.Key]) != 1)
        {
            Interlocked.Increment(ref _overlaps);
        }

        if (Interlocked.Increment(ref _insideGroup[item.Key % Groups]) > Lanes.Most)
        {
            Interlocked.Increment(ref _overLimit);
        }

        // Read first: what is asked for afterwards must lead to another round.
        var seen = Volatile.Read(ref _asked[item.Key]);
        if (random.Next(8) == 0)
        {
            await Task.Yield();
        }

        Volatile.Write(ref _done[item.Key], seen);
        Interlocked.Decrement(ref _inside[item.Key]);
        Interlocked.Decrement(ref _insideGroup[item.Key % Groups]);
        _queue.Complete(item.Key, random.Next(20) == 0 ? ReconcileResult.Retry("once more") : ReconcileResult.Done, item.Priority);
    }
}
