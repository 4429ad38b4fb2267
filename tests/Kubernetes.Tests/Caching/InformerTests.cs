using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;
using Microsoft.Extensions.Logging;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Caching;

public sealed class InformerTests : IAsyncDisposable
{
    private static readonly ObjectKey A = new("default", "a");

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger<InformerTests> _logger = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ScriptedClient _client;
    private Task _running = Task.CompletedTask;

    public InformerTests() => _client = new ScriptedClient(_time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitForSync_ListComplete_ReturnsWithAllObjectsPresent()
    {
        var watch = _client.OnWatch();
        var informer = Start();
        var waiting = informer.WaitForSyncAsync(Ct);
        waiting.IsCompleted.ShouldBeFalse();
        informer.Synced.ShouldBeFalse();

        watch.Added(AWidget("a", 5)).InitialEnd(10);

        await waiting;
        informer.Get(A).ShouldNotBeNull();
        informer.List().Count.ShouldBe(1);
    }

    [Fact]
    public async Task WaitForSync_SeveralNamespaces_WaitsForEach()
    {
        var first = _client.OnWatch();
        var second = _client.OnWatch();
        var informer = Start(new InformerOptions { Namespaces = ["one", "two"] });
        await _client.RequestAsync(2);
        first.Added(AWidget("a", 5)).InitialEnd(10);
        await Eventually.TrueAsync(() => informer.List().Count == 1);
        informer.Synced.ShouldBeFalse();
        second.InitialEnd(10);

        await informer.WaitForSyncAsync(Ct);
        _client.Requests.ShouldBe(["watchlist rv= in one", "watchlist rv= in two"], ignoreOrder: true);
    }

    [Fact]
    public async Task Subscribe_Replay_ReportsPresentObjectsAsInitialAndThenChanges()
    {
        var watch = _client.OnWatch().Added(AWidget("a", 5)).InitialEnd(10);
        var informer = Start();
        await informer.WaitForSyncAsync(Ct);
        var seen = new Seen();

        using var subscription = informer.Subscribe(seen.Add);
        watch.Modified(AWidget("a", 11)).Deleted(AWidget("a", 12));

        await seen.UntilAsync("Added a initial", "Modified a", "Deleted a");
    }

    [Fact]
    public async Task Subscribe_WithoutReplay_ReportsOnlyChanges()
    {
        var watch = _client.OnWatch().Added(AWidget("a", 5)).InitialEnd(10);
        var informer = Start();
        await informer.WaitForSyncAsync(Ct);
        var seen = new Seen();

        using var subscription = informer.Subscribe(seen.Add, replay: false);
        watch.Added(AWidget("b", 11));

        await seen.UntilAsync("Added b");
    }

    [Fact]
    public async Task Subscribe_Disposed_HearsNoMore()
    {
        var watch = _client.OnWatch().InitialEnd(10);
        var informer = Start();
        await informer.WaitForSyncAsync(Ct);
        var (gone, stays) = (new Seen(), new Seen());
        var subscription = informer.Subscribe(gone.Add);
        using var other = informer.Subscribe(stays.Add);

        subscription.Dispose();
        watch.Added(AWidget("a", 11));

        await stays.UntilAsync("Added a");
        gone.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Subscribe_HandlerThrows_OthersStillHearAndItIsLogged()
    {
        _client.OnWatch().Added(AWidget("a", 5)).InitialEnd(10);
        var informer = NewInformer();
        var seen = new Seen();
        using var broken = informer.Subscribe(_ => throw new InvalidOperationException("bug"));
        using var healthy = informer.Subscribe(seen.Add);
        Run(informer);

        await seen.UntilAsync("Added a initial");
        _logger.Entries.ShouldContain(entry => entry.Level == LogLevel.Error && entry.Message.Contains("default/a"));
    }

    [Fact]
    public async Task Subscribe_HandlerReadsTheStore_SeesTheChange()
    {
        var informer = NewInformer();
        _client.OnWatch().Added(AWidget("a", 5)).Added(AWidget("b", 6)).InitialEnd(10);
        var counts = new List<int>();
        using var subscription = informer.Subscribe(_ => counts.Add(informer.List("default").Count));
        Run(informer);

        await informer.WaitForSyncAsync(Ct);
        counts.ShouldBe([2, 2]);
    }

    [Fact]
    public async Task ObserveWrite_NewerVersion_IsReadAndReportedAtOnceAndItsEchoIsNot()
    {
        var watch = _client.OnWatch().Added(AWidget("a", 5)).InitialEnd(10);
        var informer = Start();
        await informer.WaitForSyncAsync(Ct);
        var seen = new Seen();
        using var subscription = informer.Subscribe(seen.Add, replay: false);

        informer.ObserveWrite(AWidget("a", 12));
        informer.Get(A)!.Metadata.ResourceVersion.ShouldBe("12");
        watch.Modified(AWidget("a", 12)).Added(AWidget("b", 13));

        await seen.UntilAsync("Modified a", "Added b");
    }

    [Fact]
    public async Task ObserveWrite_OutsideTheNamespaces_IsIgnored()
    {
        _client.OnWatch().InitialEnd(10);
        var informer = Start(new InformerOptions { Namespaces = ["one"] });
        await informer.WaitForSyncAsync(Ct);

        informer.ObserveWrite(AWidget("a", 12, ns: "two"));

        informer.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task AddIndex_BeforeTheStart_FindsObjects()
    {
        var bySecret = new StoreIndex<Widget>("secret", widget => [widget.Spec!.Secret!]);
        _client.OnWatch().Added(AWidget("a", 5).WithSecret("s")).InitialEnd(10);
        var informer = NewInformer();
        informer.AddIndex(bySecret);
        Run(informer);
        await informer.WaitForSyncAsync(Ct);

        informer.ByIndex(bySecret, "s").Count.ShouldBe(1);
    }

    [Fact]
    public void AddIndex_AfterTheStart_Throws()
    {
        var informer = Start();

        Should.Throw<InvalidOperationException>(() => informer.AddIndex(new StoreIndex<Widget>("late", _ => [])));
    }

    [Fact]
    public void Run_Twice_Throws()
    {
        var informer = Start();

        Should.Throw<InvalidOperationException>(() => informer.RunAsync(Ct));
    }

    [Fact]
    public async Task Health_FailsAndRecovers_ShowsTheErrorMeanwhile()
    {
        _client.OnWatch().Fail(new IOException("reset"));
        var recovered = _client.OnWatch();
        var informer = Start();
        await Eventually.TrueAsync(() => informer.LastError is IOException);

        _time.Advance(await _time.WaitForTimerAsync(left => left < TimeSpan.FromSeconds(1)));
        recovered.Added(AWidget("a", 5)).InitialEnd(10);

        await Eventually.TrueAsync(() => informer.LastError is null && informer.Synced);
        var numbers = informer.Statistics;
        (numbers.Objects, numbers.Lists, numbers.Failures).ShouldBe((1, 2L, 1L));
    }

    [Fact]
    public async Task Undecodable_KnownObject_StaysAndIsCountedAndLogged()
    {
        var watch = _client.OnWatch().Added(AWidget("a", 5)).InitialEnd(10);
        var informer = Start();
        await informer.WaitForSyncAsync(Ct);

        watch.Undecodable("a", 11);

        await Eventually.TrueAsync(() => _logger.Entries.Any(entry =>
            entry.Level == LogLevel.Warning && entry.Message.Contains("spec.size is no number")));
        informer.Statistics.Undecodable.ShouldBe(1);
        informer.Get(A)!.Metadata.ResourceVersion.ShouldBe("5");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private Informer<Widget> NewInformer(InformerOptions? options = null) => new(_client, options ?? new(), _time, _logger);

    private Informer<Widget> Start(InformerOptions? options = null)
    {
        var informer = NewInformer(options);
        Run(informer);
        return informer;
    }

    private void Run(Informer<Widget> informer) => _running = informer.RunAsync(_stop.Token);

    private sealed class Seen
    {
        private readonly Lock _lock = new();
        private readonly List<string> _notes = [];

        public IReadOnlyList<string> Notes
        {
            get
            {
                lock (_lock)
                {
                    return [.. _notes];
                }
            }
        }

        public void Add(StoreChange<Widget> change)
        {
            lock (_lock)
            {
                _notes.Add($"{change.Type} {(change.New ?? change.Old)!.Metadata.Name}{(change.IsInitial ? " initial" : "")}");
            }
        }

        public async Task UntilAsync(params string[] expected)
        {
            await Eventually.TrueAsync(() => Notes.Count >= expected.Length);
            Notes.ShouldBe(expected);
        }
    }
}
