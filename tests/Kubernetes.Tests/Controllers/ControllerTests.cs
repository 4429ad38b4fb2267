using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using Microsoft.Extensions.Logging;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

public sealed class ControllerTests : IAsyncDisposable
{
    private static readonly ObjectKey A = new("default", "a");

    private readonly ControllerHarness _harness = new();

    private InMemoryCluster Cluster => _harness.Cluster;

    [Fact]
    public async Task Run_ObjectsPresent_ReconcilesEach()
    {
        Cluster.Put(AWidget("a"));
        Cluster.Put(AWidget("b"));

        await _harness.StartAsync();

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
        _harness.Calls.ShouldBe(["reconcile a@101", "reconcile b@102"], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_ObjectChanges_ReconcilesTheNewState()
    {
        await _harness.StartAsync();

        Cluster.Put(AWidget("a"));
        await _harness.CallsAsync("reconcile a@101");
        Cluster.Put(AWidget("a").WithSecret("s"));

        await _harness.CallsAsync("reconcile a@101", "reconcile a@102");
    }

    [Fact]
    public async Task Run_InitialObjects_GiveWayToChanges()
    {
        var gate = new TaskCompletionSource();
        _harness.Options = _harness.Options with { Workers = 1 };
        _harness.OnReconcile = async (_, _, _) =>
        {
            await gate.Task;
            return ReconcileResult.Done;
        };
        foreach (var name in new[] { "a", "b", "c" })
        {
            Cluster.Put(AWidget(name));
        }

        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1 && _harness.Controller.Depth == 2);
        Cluster.Put(AWidget("edited"));
        await Eventually.TrueAsync(() => _harness.Controller.Depth == 3);
        gate.SetResult();

        await Eventually.TrueAsync(() => _harness.Calls.Count == 4);
        _harness.Calls[1].ShouldStartWith("reconcile edited");
    }

    [Fact]
    public async Task Predicate_SaysNo_OnlyDeletionGetsThrough()
    {
        _harness.HasFinalizer = true;
        _harness.Options = _harness.Options with { Predicate = Predicates.GenerationChanged };
        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName));
        await _harness.StartAsync();
        await _harness.CallsAsync("reconcile a@101");

        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName).WithStatus("Ready"));
        await Eventually.TrueAsync(() => _harness.Informer.Get(A)?.Status is not null);
        Cluster.Remove<Widget>(A);

        await _harness.CallsAsync("reconcile a@101", "finalize a@103");
    }

    [Fact]
    public async Task Predicate_StatusWrittenDuringADeletionThatWaits_DoesNotWakeItUp()
    {
        _harness.HasFinalizer = true;
        _harness.Options = _harness.Options with { Predicate = Predicates.GenerationChanged };
        _harness.OnFinalize = (_, _, _) => ValueTask.FromResult(ReconcileResult.Retry("still referred to"));
        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName).BeingDeleted());
        await _harness.StartAsync();
        await _harness.CallsAsync("finalize a@101");

        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName).BeingDeleted().WithStatus("Blocked"));
        await Eventually.TrueAsync(() => _harness.Informer.Get(A)?.Status is not null);
        Cluster.Put(AWidget("b"));
        await Eventually.TrueAsync(() => _harness.Calls.Any(call => call.StartsWith("reconcile b")));

        _harness.Calls.Count(call => call.StartsWith("finalize a")).ShouldBe(1);
    }

    [Fact]
    public async Task Predicate_SpecChanged_GetsThrough()
    {
        _harness.Options = _harness.Options with { Predicate = Predicates.GenerationChanged };
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.CallsAsync("reconcile a@101");

        Cluster.Put(AWidget("a").WithSecret("s"));

        await _harness.CallsAsync("reconcile a@101", "reconcile a@102");
    }

    [Fact]
    public async Task Predicate_FinalizerRemovedByHand_IsPutBack()
    {
        _harness.HasFinalizer = true;
        _harness.Options = _harness.Options with { Predicate = (_, _) => false };
        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName));
        await _harness.StartAsync();
        await _harness.CallsAsync("reconcile a@101");

        Cluster.Put(AWidget("a"));

        await Eventually.TrueAsync(() => Finalizers.Has(Cluster.Peek<Widget>(A)!, ControllerHarness.FinalizerName));
    }

    [Fact]
    public async Task Failure_Lasting_IsRetriedForEverWithGrowingWaits()
    {
        _harness.OnReconcile = (_, _, _) => throw new InvalidOperationException("down");
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60, 60 })
        {
            await _harness.PauseAsync(TimeSpan.FromSeconds(seconds));
        }

        await Eventually.TrueAsync(() => _harness.Calls.Count == 10);
    }

    [Fact]
    public async Task Failure_Lasting_IsLoggedAtPowersOfTwoAndRecoveryOnce()
    {
        var failing = true;
        _harness.OnReconcile = (_, _, _) =>
            failing ? throw new InvalidOperationException("down") : ValueTask.FromResult(ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        foreach (var seconds in new[] { 1, 2, 4, 8 })
        {
            await _harness.PauseAsync(TimeSpan.FromSeconds(seconds));
        }

        await _harness.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(16));
        failing = false;
        _harness.Time.Advance(TimeSpan.FromSeconds(16));

        await Eventually.TrueAsync(() => _harness.Logger.Entries.Any(entry => entry.Message.Contains("fine again after 5 failures")));
        _harness.Logger.Count(LogLevel.Error).ShouldBe(3);
    }

    [Fact]
    public async Task Failure_ThenContext_CountsFailures()
    {
        var seen = new ConcurrentQueue<int>();
        _harness.OnReconcile = (_, context, _) =>
        {
            seen.Enqueue(context.Failures);
            return ValueTask.FromResult(seen.Count < 3 ? ReconcileResult.Retry("not yet") : ReconcileResult.Done);
        };
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.PauseAsync(TimeSpan.FromSeconds(1));
        await _harness.PauseAsync(TimeSpan.FromSeconds(2));

        await Eventually.TrueAsync(() => seen.Count == 3);
        seen.ShouldBe([0, 1, 2]);
        _harness.Logger.Count(LogLevel.Error).ShouldBe(0);
    }

    [Fact]
    public async Task TerminalException_Thrown_IsNotRetriedUntilTheNextChange()
    {
        _harness.OnReconcile = (_, _, _) => throw new TerminalException("never");
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Logger.Count(LogLevel.Error) == 1);

        _harness.Time.Advance(TimeSpan.FromDays(1));
        Cluster.Put(AWidget("a").WithSecret("s"));

        await _harness.CallsAsync("reconcile a@101", "reconcile a@102");
    }

    [Fact]
    public async Task Conflict_Answered_IsRetriedWithinMillisecondsAndQuietly()
    {
        var calls = 0;
        _harness.OnReconcile = (_, _, _) => ++calls == 1 ? throw ApiErrors.Conflict() : ValueTask.FromResult(ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();

        var left = await _harness.Time.WaitForTimerAsync(left => left < TimeSpan.FromMilliseconds(100));
        _harness.Time.Advance(left);

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
        _harness.Logger.Count(LogLevel.Warning).ShouldBe(0);
    }

    [Fact]
    public async Task Throttled_Answered_IsRetriedWhenAsked()
    {
        var calls = 0;
        _harness.OnReconcile = (_, _, _) => ++calls == 1
            ? throw ApiErrors.Of(System.Net.HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromSeconds(17))
            : ValueTask.FromResult(ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();

        await _harness.PauseAsync(TimeSpan.FromSeconds(17));

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
    }

    [Fact]
    public async Task Timeout_ReconcilerHangs_IsCancelledAndRetried()
    {
        var calls = 0;
        _harness.OnReconcile = async (_, _, ct) =>
        {
            if (++calls == 1)
            {
                await Task.Delay(Timeout.Infinite, ct);
            }

            return ReconcileResult.Done;
        };
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.PauseAsync(TimeSpan.FromMinutes(2));
        await _harness.PauseAsync(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
        _harness.Logger.Count(LogLevel.Error).ShouldBe(1);
    }

    [Fact]
    public async Task After_Returned_LooksAgainAboutThen()
    {
        var calls = 0;
        _harness.OnReconcile = (_, _, _) =>
            ValueTask.FromResult(++calls == 1 ? ReconcileResult.After(TimeSpan.FromHours(1)) : ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.Time.WaitForTimerAsync(left => left >= TimeSpan.FromMinutes(54) && left <= TimeSpan.FromMinutes(66));

        _harness.Time.Advance(TimeSpan.FromMinutes(66));

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
    }

    [Fact]
    public async Task Watches_OtherObjectChanges_ReconcilesThoseThatDependOnItOnly()
    {
        var bySecret = new StoreIndex<Widget>("secret", widget => widget.Spec?.Secret is { } name ? [name] : []);
        _harness.Index = bySecret;
        _harness.SecretMap = (harness, secret) =>
            harness.Informer.ByIndex(bySecret, secret.Metadata.Name!).Select(widget => ObjectKey.Of(widget));
        Cluster.Put(AWidget("a").WithSecret("s"));
        Cluster.Put(AWidget("b").WithSecret("other"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);

        Cluster.Put(ASecret("s"));
        await Eventually.TrueAsync(() => _harness.Calls.Count == 3);
        Cluster.Remove<Secret>(new ObjectKey("default", "s"));
        await Eventually.TrueAsync(() => _harness.Calls.Count == 4);

        _harness.Calls.Skip(2).ShouldBe(["reconcile a@101", "reconcile a@101"]);
    }

    [Fact]
    public async Task Enqueue_UnknownObject_CallsNobody()
    {
        await _harness.StartAsync();

        _harness.Controller.Enqueue(new ObjectKey("default", "nobody"));
        Cluster.Put(AWidget("a"));

        await _harness.CallsAsync("reconcile a@101");
    }

    [Fact]
    public async Task Enqueue_Later_ReconcilesThen()
    {
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.CallsAsync("reconcile a@101");

        _harness.Controller.Enqueue(A, after: TimeSpan.FromMinutes(3));
        await _harness.PauseAsync(TimeSpan.FromMinutes(3));

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
    }

    [Fact]
    public async Task Finalizer_Missing_IsStoredBeforeTheReconcilerSeesTheStoredObject()
    {
        _harness.HasFinalizer = true;
        Cluster.Put(AWidget("a"));
        var storedAtCall = new TaskCompletionSource<bool>();
        _harness.OnReconcile = (widget, _, _) =>
        {
            storedAtCall.TrySetResult(Finalizers.Has(Cluster.Peek<Widget>(A)!, ControllerHarness.FinalizerName)
                && Finalizers.Has(widget, ControllerHarness.FinalizerName));
            return ValueTask.FromResult(ReconcileResult.Done);
        };

        await _harness.StartAsync();

        (await storedAtCall.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).ShouldBeTrue();
        _harness.Calls[0].ShouldBe("reconcile a@102");
    }

    [Fact]
    public async Task Finalizer_CannotBeStored_ReconcilerIsNotCalled()
    {
        _harness.HasFinalizer = true;
        Cluster.OnRequest = (verb, _) => verb == "patch" ? Task.FromException(new IOException("reset")) : Task.CompletedTask;
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(1));
        _harness.Calls.ShouldBeEmpty();

        Cluster.OnRequest = null;
        _harness.Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(() => _harness.Calls.Count > 0);
    }

    [Fact]
    public async Task Finalizer_Done_LetsTheObjectGo()
    {
        _harness.HasFinalizer = true;
        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName));
        await _harness.StartAsync();
        await _harness.CallsAsync("reconcile a@101");

        Cluster.Remove<Widget>(A);

        await Eventually.TrueAsync(() => Cluster.Peek<Widget>(A) is null);
        _harness.Calls.ShouldBe(["reconcile a@101", "finalize a@102"]);
    }

    [Fact]
    public async Task Finalizer_NotDone_KeepsTheObjectAndComesBack()
    {
        _harness.HasFinalizer = true;
        var calls = 0;
        _harness.OnFinalize = (_, _, _) =>
            ValueTask.FromResult(++calls == 1 ? ReconcileResult.Retry("still referred to") : ReconcileResult.Done);
        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName).BeingDeleted());
        await _harness.StartAsync();
        await _harness.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(1));
        Cluster.Peek<Widget>(A).ShouldNotBeNull();

        _harness.Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(() => Cluster.Peek<Widget>(A) is null);
    }

    [Fact]
    public async Task Finalizer_OthersRemain_RunsOnceAndLeavesThem()
    {
        _harness.HasFinalizer = true;
        Cluster.Put(AWidget("a").WithFinalizers("demo.io/other", ControllerHarness.FinalizerName).BeingDeleted());
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => Cluster.Peek<Widget>(A)!.Metadata.Finalizers!.Count == 1);

        _harness.Controller.Enqueue(A);
        Cluster.Put(AWidget("b"));
        await Eventually.TrueAsync(() => _harness.Calls.Any(call => call.StartsWith("reconcile b")));

        _harness.Calls.Count(call => call.StartsWith("finalize a")).ShouldBe(1);
    }

    [Fact]
    public async Task IncludeDeleting_NoFinalizerOfOurOwn_ObjectBeingDeletedIsReconciled()
    {
        _harness.Options = _harness.Options with { IncludeDeleting = true };
        Cluster.Put(AWidget("a").WithFinalizers("demo.io/other").BeingDeleted());

        await _harness.StartAsync();

        await _harness.CallsAsync("reconcile a@101");
    }

    [Fact]
    public async Task Finalizer_NotOurs_ObjectBeingDeletedIsLeftAlone()
    {
        Cluster.Put(AWidget("a").WithFinalizers("demo.io/other").BeingDeleted());
        await _harness.StartAsync();

        Cluster.Put(AWidget("b"));

        await _harness.CallsAsync("reconcile b@102");
    }

    [Fact]
    public async Task Stop_AttemptUnderWay_MayFinish()
    {
        var finish = new TaskCompletionSource();
        var cancelled = false;
        _harness.OnReconcile = async (_, _, ct) =>
        {
            await finish.Task;
            cancelled = ct.IsCancellationRequested;
            return ReconcileResult.Done;
        };
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1);

        await _harness.CancelAsync();
        _harness.Running.IsCompleted.ShouldBeFalse();
        finish.SetResult();

        await _harness.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        cancelled.ShouldBeFalse();
    }

    [Fact]
    public async Task Stop_AttemptHangs_IsCancelledAfterTheDrainTime()
    {
        _harness.OnReconcile = Hang;
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1);

        await _harness.CancelAsync();
        _harness.Time.Advance(TimeSpan.FromSeconds(19.9));
        _harness.Running.IsCompleted.ShouldBeFalse();
        _harness.Time.Advance(TimeSpan.FromSeconds(0.1));

        await _harness.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        _harness.Logger.Count(LogLevel.Warning).ShouldBe(0);
    }

    [Fact]
    public async Task Abort_LeadershipLost_CancelsAtOnce()
    {
        _harness.OnReconcile = Hang;
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1);

        await _harness.CancelAsync();
        await _harness.AbortAsync();

        await _harness.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Abort_FenceClosed_EndsTheAttemptQuietly()
    {
        Cluster.Put(AWidget("a"));
        _harness.OnReconcile = (_, _, _) => throw new LeadershipLostException("lost");
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1);

        await _harness.CancelAsync();
        await _harness.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        _harness.Logger.Count(LogLevel.Warning).ShouldBe(0);
    }

    [Fact]
    public async Task Stop_WorkWaiting_TakesNoMore()
    {
        var finish = new TaskCompletionSource();
        _harness.Options = _harness.Options with { Workers = 1 };
        _harness.OnReconcile = async (_, _, _) =>
        {
            await finish.Task;
            return ReconcileResult.Done;
        };
        Cluster.Put(AWidget("a"));
        Cluster.Put(AWidget("b"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1);

        await _harness.CancelAsync();
        finish.SetResult();

        await _harness.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        _harness.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Workers_OneObjectHangs_OthersAreStillReconciled()
    {
        _harness.OnReconcile = (widget, context, ct) =>
            widget.Metadata.Name == "a" ? Hang(widget, context, ct) : ValueTask.FromResult(ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        Cluster.Put(AWidget("b"));
        Cluster.Put(AWidget("c"));

        await _harness.StartAsync();

        await Eventually.TrueAsync(() => _harness.Calls.Count == 3);
    }

    [Fact]
    public async Task Metrics_SuccessAndFailure_AreCounted()
    {
        using var meter = new Meter("test");
        using var collected = new MetricCollection(meter);
        var calls = 0;
        _harness.Options = _harness.Options with { Metrics = new ControllerMetrics(meter), Name = "w" };
        _harness.OnReconcile = (_, _, _) =>
            ++calls == 1 ? throw new InvalidOperationException("down") : ValueTask.FromResult(ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.PauseAsync(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(
            () => collected.Collect().GetValueOrDefault("controller_runtime_reconcile_total{controller=w,result=success}") == 1);
        var values = collected.Collect();
        values["controller_runtime_reconcile_total{controller=w,result=error}"].ShouldBe(1);
        values["controller_runtime_reconcile_errors_total{controller=w}"].ShouldBe(1);
        values["controller_runtime_reconcile_panics_total{controller=w}"].ShouldBe(1);
        values["controller_runtime_active_workers{controller=w}"].ShouldBe(0);
        values["controller_runtime_max_concurrent_reconciles{controller=w}"].ShouldBe(2);
        values["workqueue_retries_total{name=w,controller=w}"].ShouldBe(1);
        values["workqueue_adds_total{name=w,controller=w}"].ShouldBe(1);
        values["workqueue_depth{name=w,controller=w}"].ShouldBe(0);
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    private static async ValueTask<ReconcileResult> Hang(Widget widget, ReconcileContext context, CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return ReconcileResult.Done;
    }

    private static Secret ASecret(string name) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
    };
}
