using Gko.Kubernetes.Controllers;
using Gko.Testing;
using Microsoft.Extensions.Logging;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

public sealed class ControllerLaneTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Lane_TenantWhoseAttemptsHang_LeavesAWorkerToOneThatComesLater(int workers)
    {
        _harness.Options = _harness.Options with { Workers = workers, Lane = ByNamespace };
        _harness.OnReconcile = HangIfDead;
        foreach (var number in Enumerable.Range(0, 10))
        {
            _harness.Cluster.Put(AWidget($"dead-{number}", ns: "dead"));
        }

        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == workers - 1);
        _harness.Cluster.Put(AWidget("late", ns: "alive"));

        await Eventually.TrueAsync(() => _harness.Calls.Any(call => call.StartsWith("reconcile late", StringComparison.Ordinal)));
        _harness.Calls.Count.ShouldBe(workers);
    }

    [Fact]
    public async Task Lane_CannotBeTold_ReconcilesAllTheSame()
    {
        _harness.Options = _harness.Options with { Lane = _ => throw new InvalidOperationException("no lane") };
        _harness.Cluster.Put(AWidget("a"));

        await _harness.StartAsync();

        await _harness.CallsAsync("reconcile a@101");
        _harness.Logger.Entries.ShouldContain(entry => entry.Level == LogLevel.Error && entry.Message.Contains("lane of Widget default/a"));
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    private static QueueLane ByNamespace(Widget widget) => new(widget.Metadata.Namespace!, widget.Metadata.Namespace!);

    private static async ValueTask<ReconcileResult> HangIfDead(Widget widget, ReconcileContext context, CancellationToken ct)
    {
        if (widget.Metadata.Namespace == "dead")
        {
            await Task.Delay(Timeout.Infinite, ct);
        }

        return ReconcileResult.Done;
    }
}
