using System.Diagnostics.Metrics;
using System.Net;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Caching;

public sealed class InformersTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryCluster _cluster = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Informers _informers;
    private Task _running = Task.CompletedTask;

    public InformersTests() => _informers = new Informers(_cluster, new InformerOptions(), _time, NullLoggerFactory.Instance);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Get_SameKindTwice_ReturnsTheSameInformer() =>
        _informers.Get<Widget>().ShouldBeSameAs(_informers.Get<Widget>());

    [Fact]
    public async Task WaitForSync_AllListed_Returns()
    {
        _cluster.Put(AWidget());
        var widgets = _informers.Get<Widget>();
        _informers.Get<Secret>();

        _running = _informers.RunAsync(_stop.Token);
        await _informers.WaitForSyncAsync(Ct);

        _informers.Synced.ShouldBeTrue();
        _informers.Missing.ShouldBeEmpty();
        widgets.List().Count.ShouldBe(1);
    }

    [Fact]
    public async Task WaitForSync_OneKindRefused_NamesItAndReportsEveryTenSeconds()
    {
        var logger = new RecordingLogger<Informers>();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(new SingleLoggerProvider(logger)));
        var informers = new Informers(_cluster, new InformerOptions(), _time, loggers);
        _cluster.OnRequest = (_, path) => path.Contains("secrets") ? Task.FromException(ApiErrors.NotFound()) : Task.CompletedTask;
        informers.Get<Widget>();
        informers.Get<Secret>();
        _running = informers.RunAsync(_stop.Token);
        var waiting = informers.WaitForSyncAsync(Ct);
        await Eventually.TrueAsync(() => informers.Missing.Count == 1);

        informers.Missing.ShouldBe(["secrets"]);
        informers.Synced.ShouldBeFalse();
        await _time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => logger.Entries.Any(entry => entry.Message.Contains("Still waiting for all secrets")));

        _cluster.OnRequest = null;
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return waiting.IsCompletedSuccessfully;
        });
    }

    [Fact]
    public async Task WaitForSync_Cancelled_Ends()
    {
        _cluster.OnRequest = (_, _) => Task.FromException(ApiErrors.NotFound());
        _informers.Get<Widget>();
        _running = _informers.RunAsync(_stop.Token);
        using var giveUp = new CancellationTokenSource();
        var waiting = _informers.WaitForSyncAsync(giveUp.Token);

        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    [Fact]
    public async Task WaitForSync_KindThatMayBeForbidden_DoesNotWaitForTheRight()
    {
        var informer = _informers.Configure<Secret>(new InformerOptions { MayBeForbidden = true });
        _cluster.OnRequest = (_, _) => Task.FromException(ApiErrors.Of(HttpStatusCode.Forbidden));
        _running = _informers.RunAsync(_stop.Token);

        await informer.WaitForSyncAsync(Ct);

        (informer.List().Count, informer.LastError).ShouldBe((0, null));
    }

    [Fact]
    public async Task WaitForSync_OptionalKindIsUnknown_DoesNotWaitForItAndReadsItOnceItAppears()
    {
        var isFirst = true;
        _cluster.OnRequest = (_, _) =>
        {
            (isFirst, var wasFirst) = (false, isFirst);
            return Task.FromException(wasFirst ? new HttpRequestException("refused") : ApiErrors.NotFound());
        };
        var informer = _informers.Configure<Widget>(new InformerOptions { IsOptional = true });
        _running = _informers.RunAsync(_stop.Token);

        var waiting = _informers.WaitForSyncAsync(_stop.Token);
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return waiting.IsCompletedSuccessfully;
        });
        informer.LastError.ShouldBeNull();
        informer.List().ShouldBeEmpty();

        _cluster.Put(AWidget());
        _cluster.OnRequest = null;
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return informer.List().Count == 1;
        });
    }

    [Fact]
    public void Get_NewKindAfterTheStart_Throws()
    {
        _running = _informers.RunAsync(_stop.Token);

        Should.Throw<InvalidOperationException>(() => _informers.Get<Widget>());
    }

    [Fact]
    public void Configure_AfterFirstUse_Throws()
    {
        _informers.Get<Widget>();

        Should.Throw<InvalidOperationException>(() => _informers.Configure<Widget>(new InformerOptions()));
    }

    [Fact]
    public async Task Configure_OwnNamespaces_OverrideTheDefaults()
    {
        _cluster.Put(AWidget("a", ns: "one"));
        _cluster.Put(AWidget("b", ns: "two"));
        var widgets = _informers.Configure<Widget>(new InformerOptions { Namespaces = ["two"] });

        _running = _informers.RunAsync(_stop.Token);
        await _informers.WaitForSyncAsync(Ct);

        widgets.List().Single().Metadata.Name.ShouldBe("b");
    }

    [Fact]
    public async Task Metrics_Collected_ShowObjectsByKind()
    {
        _cluster.Put(AWidget());
        _informers.Get<Widget>();
        _running = _informers.RunAsync(_stop.Token);
        await _informers.WaitForSyncAsync(Ct);
        using var meter = new Meter("test");
        _ = new InformerMetrics(meter, _informers);
        using var collected = new MetricCollection(meter);

        collected.Collect()["gko_cache_objects{kind=Widget}"].ShouldBe(1);
        collected.Collect()["gko_cache_synced{kind=Widget}"].ShouldBe(1);
        collected.Collect()["gko_watch_relists_total{kind=Widget}"].ShouldBe(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private sealed class SingleLoggerProvider(ILogger logger) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
