using System.Net;
using System.Text;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;
using Microsoft.Extensions.Logging;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Events;

public sealed class EventRecorderTests : IAsyncDisposable
{
    private readonly InMemoryCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger<EventRecorder> _logger = new();
    private readonly CancellationTokenSource _stop = new();
    private EventRecorder? _recorder;
    private Task _running = Task.CompletedTask;

    [Fact]
    public async Task Record_FirstTime_CreatesACompleteEvent()
    {
        Start().Record(AWidget(), EventType.Warning, "SyncFailed", "spec.size is too big");

        var stored = (await StoredAsync(1))[0];
        stored.Metadata.Namespace.ShouldBe("default");
        (stored.EventType, stored.Reason, stored.Message, stored.Count).ShouldBe(("Warning", "SyncFailed", "spec.size is too big", 1));
        (stored.FirstTimestamp, stored.LastTimestamp).ShouldBe((_time.GetUtcNow(), _time.GetUtcNow()));
        (stored.ReportingComponent, stored.ReportingInstance, stored.Source?.Component).ShouldBe(("demo.io/op", "pod-1", "demo.io/op"));
        var about = stored.InvolvedObject!;
        (about.ApiVersion, about.Kind, about.Namespace, about.Name, about.Uid, about.ResourceVersion)
            .ShouldBe(("demo.io/v1", "Widget", "default", "a", "uid-a", "1"));
    }

    [Fact]
    public async Task Record_SameAgain_CountsOnTheStoredEvent()
    {
        var recorder = Start();
        recorder.Record(AWidget(), EventType.Normal, "Synced", "done");
        await StoredAsync(1);

        _time.Advance(TimeSpan.FromMinutes(1));
        recorder.Record(AWidget(), EventType.Normal, "Synced", "done");

        await Eventually.TrueAsync(() => _cluster.PeekAll<CoreEvent>().Single().Count == 2);
        var stored = _cluster.PeekAll<CoreEvent>().Single();
        (stored.LastTimestamp - stored.FirstTimestamp).ShouldBe(TimeSpan.FromMinutes(1));
        _cluster.Writes.Select(write => write.Split(' ')[0]).ShouldBe(["create", "patch"]);
    }

    [Fact]
    public async Task Record_StoredEventDeletedByOthers_IsCreatedAgain()
    {
        var recorder = Start();
        recorder.Record(AWidget(), EventType.Normal, "Synced", "done");
        var first = (await StoredAsync(1))[0];
        _cluster.Remove<CoreEvent>(ObjectKey.Of(first));

        recorder.Record(AWidget(), EventType.Normal, "Synced", "done");

        (await StoredAsync(1))[0].Count.ShouldBe(2);
    }

    [Fact]
    public async Task Record_LongNote_IsCutToWholeCharacters()
    {
        Start().Record(AWidget(), EventType.Normal, "Synced", new string('ä', 2000));

        var message = (await StoredAsync(1))[0].Message!;
        Encoding.UTF8.GetByteCount(message).ShouldBeInRange(1020, 1024);
        message.ShouldMatch("^ä+…$");
    }

    [Fact]
    public async Task Record_ServerDownForAMoment_TriesAgain()
    {
        var failures = 2;
        _cluster.OnRequest = (_, _) => failures-- > 0 ? Task.FromException(new IOException("reset")) : Task.CompletedTask;
        Start().Record(AWidget(), EventType.Normal, "Synced", "done");

        foreach (var seconds in new[] { 1, 2 })
        {
            await _time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(seconds));
            _time.Advance(TimeSpan.FromSeconds(seconds));
        }

        await StoredAsync(1);
    }

    [Fact]
    public async Task Record_Forbidden_IsDroppedLoggedAndFollowedByTheNext()
    {
        var calls = 0;
        _cluster.OnRequest = (_, _) =>
            ++calls == 1 ? Task.FromException(ApiErrors.Of(HttpStatusCode.Forbidden)) : Task.CompletedTask;
        var recorder = Start();
        recorder.Record(AWidget("a"), EventType.Normal, "Synced", "done");
        recorder.Record(AWidget("b"), EventType.Normal, "Synced", "done");

        (await StoredAsync(1))[0].InvolvedObject!.Name.ShouldBe("b");
        recorder.Dropped.ShouldBe(1);
        _logger.Count(LogLevel.Warning).ShouldBe(1);
    }

    [Fact]
    public void Record_NobodyWrites_DropsTheOldest()
    {
        var recorder = NewRecorder(capacity: 3);

        for (var i = 0; i < 5; i++)
        {
            recorder.Record(AWidget($"w{i}"), EventType.Normal, "Synced", "done");
        }

        recorder.Dropped.ShouldBe(2);
    }

    [Fact]
    public async Task Stop_NotesWaiting_AreStillWritten()
    {
        var gate = new TaskCompletionSource();
        _cluster.OnRequest = (_, _) => gate.Task;
        var recorder = Start();
        recorder.Record(AWidget("a"), EventType.Normal, "Synced", "done");
        recorder.Record(AWidget("b"), EventType.Normal, "Synced", "done");

        await _stop.CancelAsync();
        gate.SetResult();

        await _running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        _cluster.PeekAll<CoreEvent>().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Stop_ServerHangs_GivesUpAfterTheFlushTime()
    {
        var entered = new TaskCompletionSource();
        _cluster.OnRequest = (_, _) =>
        {
            entered.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        Start().Record(AWidget("a"), EventType.Normal, "Synced", "done");
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        await _stop.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(4.9));
        _running.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        await _running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        _logger.Count(LogLevel.Warning).ShouldBe(1);
    }

    [Fact]
    public async Task Record_AfterTheStop_IsDroppedWithoutError()
    {
        var recorder = Start();
        await _stop.CancelAsync();
        await _running;

        recorder.Record(AWidget(), EventType.Normal, "Synced", "done");

        recorder.Dropped.ShouldBe(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
        _stop.Dispose();
    }

    private EventRecorder NewRecorder(int capacity = 1000) => _recorder = new EventRecorder(
        _cluster,
        new EventRecorderOptions { Component = "demo.io/op", Instance = "pod-1", Capacity = capacity },
        _time,
        _logger);

    private EventRecorder Start()
    {
        var recorder = NewRecorder();
        _running = recorder.RunAsync(_stop.Token);
        return recorder;
    }

    private async Task<IReadOnlyList<CoreEvent>> StoredAsync(int count)
    {
        await Eventually.TrueAsync(() => _cluster.PeekAll<CoreEvent>().Count == count);
        return _cluster.PeekAll<CoreEvent>();
    }
}
