using System.Diagnostics;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Kubernetes.Tracing;
using Gko.Testing;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Tracing;

public sealed class ReconcileSpanTests : IAsyncDisposable
{
    /// <summary>Of the first object of the cluster in memory.</summary>
    private const string Uid = "uid-101";

    private readonly ControllerHarness _harness = new();
    private readonly string _controller = $"c-{Guid.NewGuid():N}";
    private readonly SpanCollection _collected;
    private readonly TraceLinks _links;

    public ReconcileSpanTests()
    {
        _collected = new SpanCollection("controller", _controller);
        _links = new TraceLinks(_harness.Time);
        _harness.Options = _harness.Options with { Name = _controller, Traces = _links };
    }

    [Fact]
    public async Task Run_AdmittedGeneration_JoinsTheTraceOfItsAdmission()
    {
        var admission = Admitted(1);
        _harness.Cluster.Put(AWidget());

        await _harness.StartAsync();

        var span = (await SpansAsync(1))[0];
        (span.TraceId, span.ParentSpanId).ShouldBe((admission.TraceId, admission.SpanId));
        span.GetTagItem("k8s.object.name").ShouldBe("a");
        span.GetTagItem("reconcile.result").ShouldBe("success");
        span.Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task Run_SeveralAdmissionsMergedIntoOneReconcile_LinksTheEarlierOnes()
    {
        ActivityContext[] admissions = [Admitted(1), Admitted(2)];
        _harness.Cluster.Put(AWidget());
        _harness.Cluster.Put(AWidget().WithSecret("another"));

        await _harness.StartAsync();

        var span = (await SpansAsync(1))[0];
        span.TraceId.ShouldBe(admissions[1].TraceId);
        span.Links.Select(link => link.Context).ShouldBe([admissions[0]]);
    }

    [Fact]
    public async Task Run_NobodyAdmitted_IsATraceOfItsOwn()
    {
        _harness.Cluster.Put(AWidget());

        await _harness.StartAsync();

        (await SpansAsync(1))[0].ParentSpanId.ShouldBe(default);
    }

    [Fact]
    public async Task Run_FailedAttempt_StaysInTheTraceUntilItSucceeds()
    {
        var admission = Admitted(1);
        var calls = 0;
        _harness.OnReconcile = (_, _, _) => ++calls == 1 ? throw new IOException("down") : ValueTask.FromResult(ReconcileResult.Done);
        _harness.Cluster.Put(AWidget());
        await _harness.StartAsync();

        await _harness.PauseAsync(TimeSpan.FromSeconds(1));
        var spans = await SpansAsync(2);

        spans.ShouldAllBe(span => span.TraceId == admission.TraceId);
        spans.Select(span => span.Status).ShouldBe([ActivityStatusCode.Error, ActivityStatusCode.Unset]);
        await Eventually.TrueAsync(() => _links.Find(Uid, 1).Count == 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        _collected.Dispose();
    }

    private ActivityContext Admitted(long generation)
    {
        var context = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        _links.Remember(Uid, generation, context);
        return context;
    }

    private async Task<IReadOnlyList<Activity>> SpansAsync(int count)
    {
        await Eventually.TrueAsync(() => _collected.Spans.Count >= count);
        return _collected.Spans;
    }
}
