using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Hosting;
using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Hosting;

public sealed class OperatorProgramTests : IDisposable
{
    private static readonly ObjectKey Lease = new("default", "widgets");

    private readonly InMemoryCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _reconciling = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayFinish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _holderAtTheEnd;

    public OperatorProgramTests() => _cluster.Put(AWidget("a"));

    [Fact]
    public async Task Run_UntilStopped_ReconcilesAndDrains()
    {
        using var program = NewProgram(null);
        var running = program.RunAsync(_stop.Token);
        await _reconciling.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await _stop.CancelAsync();
        running.IsCompleted.ShouldBeFalse("an attempt is under way");
        _mayFinish.SetResult();

        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Run_WithALease_ReconcilesWhileHoldingItAndReleasesItLast()
    {
        using var program = NewProgram(new() { Namespace = "default", Name = "widgets", Identity = "me" });
        var running = program.RunAsync(_stop.Token);
        await _reconciling.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await _stop.CancelAsync();
        _mayFinish.SetResult();
        await running.WaitAsync(TimeSpan.FromSeconds(10));

        _holderAtTheEnd.ShouldBe("me");
        _cluster.Peek<Lease>(Lease)!.Spec!.HolderIdentity.ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task Run_StoppedBeforeTheCachesAreFilled_Returns()
    {
        _cluster.OnRequest = (_, _) => throw ApiErrors.Of(System.Net.HttpStatusCode.InternalServerError);
        using var program = NewProgram(null);
        var running = program.RunAsync(_stop.Token);

        await _stop.CancelAsync();

        await running.WaitAsync(TimeSpan.FromSeconds(10));
        _reconciling.Task.IsCompleted.ShouldBeFalse();
    }

    public void Dispose() => _stop.Dispose();

    private OperatorProgram NewProgram(LeaderElectionOptions? election)
    {
        var settings = new OperatorSettings { Name = "demo.io/widgets", LeaderElection = election };
        var program = new OperatorProgram(settings, _cluster, _time, NullLoggerFactory.Instance);
        program.AddController(new Reconciler(ReconcileAsync));
        return program;
    }

    private async ValueTask<ReconcileResult> ReconcileAsync()
    {
        _reconciling.TrySetResult();
        await _mayFinish.Task;
        _holderAtTheEnd = _cluster.Peek<Lease>(Lease)?.Spec?.HolderIdentity;
        return ReconcileResult.Done;
    }

    private sealed class Reconciler(Func<ValueTask<ReconcileResult>> reconcile) : IReconciler<Widget>
    {
        public ValueTask<ReconcileResult> ReconcileAsync(Widget resource, ReconcileContext context, CancellationToken ct) => reconcile();
    }
}
