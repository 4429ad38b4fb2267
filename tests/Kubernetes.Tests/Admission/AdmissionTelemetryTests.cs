using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Tests.Tracing;
using Gko.Kubernetes.Tracing;
using Gko.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gko.Kubernetes.Tests.Admission;

public sealed class AdmissionTelemetryTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Meter _meter = new("test");
    private readonly MetricCollection _collected;
    private readonly TraceLinks _links;
    private readonly string _uid = Guid.NewGuid().ToString();

    public AdmissionTelemetryTests()
    {
        _collected = new MetricCollection(_meter);
        _links = new TraceLinks(_time);
    }

    public void Dispose()
    {
        _collected.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task Metrics_Requests_AreCountedByWebhookAndStatus()
    {
        await using var server = await ServingAsync(new ScriptedWebhook(AdmissionVerdict.Deny("no")));

        await server.ReviewAsync("/w", Review());
        using var refused = await server.PostAsync("/w", "{"u8.ToArray());

        await Eventually.TrueAsync(() => _collected.Collect()["controller_runtime_webhook_requests_total{webhook=/w,code=400}"] == 1);
        var values = _collected.Collect();
        values["controller_runtime_webhook_requests_total{webhook=/w,code=200}"].ShouldBe(1);
        values["controller_runtime_webhook_requests_total{webhook=/w,code=500}"].ShouldBe(0);
        values["controller_runtime_webhook_requests_in_flight{webhook=/w}"].ShouldBe(0);
        values.Keys.ShouldContain("controller_runtime_webhook_latency_seconds{webhook=/w}");
        values["controller_runtime_webhook_panics_total{}"].ShouldBe(0);
    }

    [Fact]
    public async Task Metrics_RequestUnderWay_IsInFlight()
    {
        var seen = 0.0;
        await using var server = await ServingAsync(new ScriptedWebhook((_, _, _) =>
        {
            seen = _collected.Collect()["controller_runtime_webhook_requests_in_flight{webhook=/w}"];
            return ValueTask.FromResult(AdmissionVerdict.Allow);
        }));

        await server.ReviewAsync("/w", Review());

        seen.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Metrics_FailedValidator_CountsAsPanicWhenTheProgramIsWrong(bool bug, int expected)
    {
        await using var server = await ServingAsync(new ScriptedWebhook((_, _, _) =>
            throw (bug ? new InvalidOperationException("bug") : new HttpRequestException("down"))));

        await server.ReviewAsync("/w", Review());

        _collected.Collect()["controller_runtime_webhook_panics_total{}"].ShouldBe(expected);
    }

    [Fact]
    public async Task Span_Request_IsRecordedAndRememberedForTheReconcile()
    {
        using var spans = new SpanCollection("k8s.admission.uid", _uid);
        await using var server = await ServingAsync(new ScriptedWebhook(AdmissionVerdict.Allow));

        await server.ReviewAsync("/w", Review());

        await Eventually.TrueAsync(() => spans.Spans.Count == 1);
        var span = spans.Spans[0];
        (span.DisplayName, span.Kind, span.ParentSpanId).ShouldBe(("admission /w", ActivityKind.Server, default));
        span.GetTagItem("k8s.admission.allowed").ShouldBe(true);
        _links.Find("object-uid", 3).ShouldBe([span.Context]);
    }

    [Fact]
    public async Task Span_ApiServerSendsATrace_ContinuesIt()
    {
        using var spans = new SpanCollection("k8s.admission.uid", _uid);
        await using var server = await ServingAsync(new ScriptedWebhook(AdmissionVerdict.Allow));
        server.Client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        await server.ReviewAsync("/w", Review());

        await Eventually.TrueAsync(() => spans.Spans.Count == 1);
        spans.Spans[0].TraceId.ToString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Span_DeniedOrDryRun_IsNotRemembered(bool denied, bool dryRun)
    {
        using var spans = new SpanCollection("k8s.admission.uid", _uid);
        await using var server = await ServingAsync(new ScriptedWebhook(denied ? AdmissionVerdict.Deny("no") : AdmissionVerdict.Allow));

        await server.ReviewAsync("/w", Review(dryRun));

        await Eventually.TrueAsync(() => spans.Spans.Count == 1);
        spans.Spans[0].GetTagItem("k8s.admission.allowed").ShouldBe(!denied);
        _links.Count.ShouldBe(0);
    }

    private Task<WebhookServer> ServingAsync(ScriptedWebhook webhook) => WebhookServer.StartAsync(
        app => app.MapValidator("/w", webhook),
        _time,
        services => services.AddSingleton(new AdmissionMetrics(_meter, _time)).AddSingleton(_links));

    private JsonObject Review(bool dryRun = false)
    {
        var review = new ReviewBuilder().Creating("{}").With("dryRun", dryRun).With("uid", _uid).Build();
        var metadata = review["request"]!["object"]!["metadata"]!;
        (metadata["uid"], metadata["generation"]) = ("object-uid", 3);
        return review;
    }
}
