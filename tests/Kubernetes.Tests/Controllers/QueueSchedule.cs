using Gko.Kubernetes.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>One random schedule: every step is done to the queue and to the model, and what the queue does is held against it.</summary>
internal sealed class QueueSchedule : IDisposable
{
    private const int Keys = 36;
    private const int MostWaiting = 4;

    private readonly FakeTimeProvider _time = new();
    private readonly Random _random;
    private readonly QueueModel _model;
    private readonly WorkQueue<int> _queue;
    private readonly Queue<(Task<WorkItem<int>> Take, CancellationTokenSource Cancel)> _waiting = new();

    public QueueSchedule(int seed)
    {
        _random = new Random(seed);
        var workers = _random.Next(1, 7);
        var lanes = new QueueLanes<int>(LaneOf, workers);
        _model = new QueueModel(lanes.Most, lanes.Share);
        _queue = new WorkQueue<int>(new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)) { Jitter = 0 }, _time, lanes);
    }

    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            switch (_random.Next(20))
            {
                case < 8:
                    Add();
                    break;
                case < 12:
                    Take();
                    break;
                case 12:
                    await CancelAsync();
                    break;
                case < 18:
                    Complete();
                    break;
                default:
                    await AdvanceAsync(TimeSpan.FromMilliseconds(_random.Next(0, 1500)));
                    break;
            }

            await DeliverAsync();
            _queue.Depth.ShouldBe(_model.Depth);
        }
    }

    /// <summary>Ends all work and all waits: whatever was asked for must come out.</summary>
    public async Task DrainAsync()
    {
        while (_waiting.Count > 0)
        {
            await CancelAsync();
        }

        while (_model.Taken.Count > 0 || _model.Depth + _model.Delayed > 0)
        {
            while (_model.Taken.Count > 0)
            {
                Done(_model.Taken[0]);
            }

            Take();
            await AdvanceAsync(TimeSpan.FromSeconds(10));
        }

        (_queue.Depth, _queue.Delayed).ShouldBe((0, 0));
    }

    public void Dispose()
    {
        _queue.Dispose();
        foreach (var (_, cancel) in _waiting)
        {
            cancel.Dispose();
        }
    }

    private QueueLane LaneOf(int id) => _model.Of(id).NewLane is var (group, tenant) ? new($"g{group}", $"t{tenant}") : default;

    private void Add()
    {
        var key = _model.Of(_random.Next(Keys));
        if (_random.Next(20) == 0)
        {
            key.MoveTo(_random);
        }

        var after = TimeSpan.FromMilliseconds(_random.Next(3) == 0 ? _random.Next(0, 4000) : 0);
        var priority = _random.Next(-1, 2) * 100;
        _model.Request(key, _model.Now + after, priority);
        _queue.Add(key.Id, after, priority);
    }

    private void Take()
    {
        if (_waiting.Count >= MostWaiting)
        {
            return;
        }

        var cancel = new CancellationTokenSource();
        var taking = _queue.TakeAsync(cancel.Token).AsTask();
        if (_model.HasNext)
        {
            taking.IsCompletedSuccessfully.ShouldBeTrue("a key may be started");
            cancel.Dispose();
            Accept(taking.Result);
        }
        else
        {
            taking.IsCompleted.ShouldBeFalse("no key may be started");
            _waiting.Enqueue((taking, cancel));
        }
    }

    /// <summary>A worker gives up; nothing may go to it any more.</summary>
    private async Task CancelAsync()
    {
        if (_waiting.TryDequeue(out var waiter))
        {
            await waiter.Cancel.CancelAsync();
            waiter.Cancel.Dispose();
            await waiter.Take.ShouldThrowAsync<OperationCanceledException>();
        }
    }

    /// <summary>What a step made ready must wake those who wait, in their order, and nobody else.</summary>
    private async Task DeliverAsync()
    {
        while (_model.HasNext && _waiting.TryDequeue(out var waiter))
        {
            Accept(await waiter.Take.WaitAsync(TimeSpan.FromSeconds(10)));
            waiter.Cancel.Dispose();
        }
    }

    private void Accept(in WorkItem<int> item)
    {
        var key = _model.Of(item.Key);
        if (_model.Objection(key, item.Priority) is { } objection)
        {
            Assert.Fail($"{key} was handed out, but {objection}");
        }

        item.Failures.ShouldBe(key.Failures);
        if (_model.Take(key) is { } late)
        {
            Assert.Fail($"{late} was passed over {late.Passed} times");
        }
    }

    private void Complete()
    {
        if (_model.Taken.Count == 0)
        {
            return;
        }

        var key = _model.Taken[_random.Next(_model.Taken.Count)];
        switch (_random.Next(6))
        {
            case 0:
                Retry(key, ReconcileResult.Retry("no"), TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, key.Failures))));
                break;
            case 1:
                Retry(key, ReconcileResult.Retry("no", TimeSpan.FromMinutes(2)), TimeSpan.FromMinutes(2));
                break;
            default:
                Done(key);
                break;
        }
    }

    private void Done(QueueModel.Key key)
    {
        key.Failures = 0;
        _model.Finish(key);
        _model.Settle(key);
        _queue.Complete(key.Id, ReconcileResult.Done, 0);
    }

    private void Retry(QueueModel.Key key, in ReconcileResult result, TimeSpan wait)
    {
        key.Failures++;
        _model.Finish(key);
        if (key.IsWanted)
        {
            _model.Settle(key);
        }

        _model.Request(key, _model.Now + wait, 100);
        _queue.Complete(key.Id, result, 100);
    }

    /// <summary>Moves the clock from timer to timer: what is handed out at one moment knows nothing of later ones.</summary>
    private async Task AdvanceAsync(TimeSpan by)
    {
        var left = by;
        while (left > TimeSpan.Zero)
        {
            var step = _time.NextTimer is { } next && next < left ? next : left;
            _model.Advance(step);
            _time.Advance(step);
            await DeliverAsync();
            left -= step;
        }
    }
}
