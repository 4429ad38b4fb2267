using Gko.Kubernetes.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>Runs random schedules against the queue and against a model so simple that it is obviously right.</summary>
public sealed class WorkQueueModelTests
{
    private const int Keys = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Schedule_RandomAddsTakesAndCompletions_BehavesLikeTheModel(int seed)
    {
        var random = new Random(seed);
        var time = new FakeTimeProvider();
        using var queue = new WorkQueue<int>(new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)) { Jitter = 0 }, time);
        var model = new Model();

        for (var step = 0; step < 150_000; step++)
        {
            switch (random.Next(10))
            {
                case < 4:
                    Add(random, queue, model);
                    break;
                case < 7:
                    Take(queue, model);
                    break;
                case < 9:
                    Complete(random, queue, model);
                    break;
                default:
                    var by = TimeSpan.FromMilliseconds(random.Next(0, 1500));
                    time.Advance(by);
                    model.Now += by;
                    break;
            }

            queue.Depth.ShouldBe(model.Ready.Count());
        }
    }

    private static void Add(Random random, WorkQueue<int> queue, Model model)
    {
        var key = random.Next(Keys);
        var after = TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(0, 4000) : 0);
        var priority = random.Next(-1, 2) * 100;
        queue.Add(key, after, priority);
        model.Request(key, model.Now + after, priority);
    }

    private static void Take(WorkQueue<int> queue, Model model)
    {
        if (!model.Ready.Any())
        {
            return;
        }

        var taking = queue.TakeAsync(CancellationToken.None).AsTask();
        taking.IsCompletedSuccessfully.ShouldBeTrue("the model has a key that is ready");
        var item = taking.Result;
        var expected = model.Pending[item.Key];
        expected.Due.ShouldBeLessThanOrEqualTo(model.Now);
        item.Priority.ShouldBe(expected.Priority);
        item.Priority.ShouldBe(model.Ready.Max(key => model.Pending[key].Priority));
        item.Failures.ShouldBe(model.Failures.GetValueOrDefault(item.Key));
        model.Working.Add(item.Key).ShouldBeTrue("a key is never with two workers");
        model.Pending.Remove(item.Key);
    }

    private static void Complete(Random random, WorkQueue<int> queue, Model model)
    {
        if (model.Working.Count == 0)
        {
            return;
        }

        var key = model.Working.ElementAt(random.Next(model.Working.Count));
        model.Working.Remove(key);
        if (random.Next(3) == 0)
        {
            queue.Complete(key, ReconcileResult.Retry("no"), 100);
            var failures = model.Failures[key] = model.Failures.GetValueOrDefault(key) + 1;
            model.Request(key, model.Now + TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, failures - 1))), 100);
        }
        else
        {
            queue.Complete(key, ReconcileResult.Done, 0);
            model.Failures.Remove(key);
        }
    }

    private sealed class Model
    {
        public TimeSpan Now { get; set; }

        public Dictionary<int, (TimeSpan Due, int Priority)> Pending { get; } = [];

        public HashSet<int> Working { get; } = [];

        public Dictionary<int, int> Failures { get; } = [];

        public IEnumerable<int> Ready =>
            Pending.Where(entry => entry.Value.Due <= Now && !Working.Contains(entry.Key)).Select(entry => entry.Key);

        public void Request(int key, TimeSpan due, int priority) => Pending[key] = Pending.TryGetValue(key, out var pending)
            ? (due < pending.Due ? due : pending.Due, Math.Max(priority, pending.Priority))
            : (due, priority);
    }
}
