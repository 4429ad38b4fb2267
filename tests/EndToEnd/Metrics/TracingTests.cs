using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.Metrics;

/// <summary>What an OpenTelemetry collector gets to see.</summary>
public abstract class TracingTests(ClusterFixture cluster)
{
    private const string Webhook = "admission /validate-gravitee-io-v1alpha1-apidefinition";

    [Fact]
    public async Task Apply_CollectorConfigured_AdmissionReconcileAndCallsToApimAreOneTrace()
    {
        cluster.RequireOrSkip();
        await using var collector = await OtlpReceiver.StartAsync();
        await RestartAsync(collector);
        var ns = await cluster.NewNamespaceAsync("traced");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("traced", ns))).OrThrow();
        await cluster.Kubectl.RunAsync("wait", "--for=condition=Ready", "apidefinition/traced", "-n", ns, "--timeout=90s");

        await Eventually.TrueAsync(() => Task.FromResult(TracesOf(collector).Count > 0), "a trace of admission, reconcile and import");

        var trace = TracesOf(collector)[0];
        var admission = trace.Single(span => span.Name == Webhook);
        var reconcile = trace.First(span => span.Name == "reconcile apidefinition");
        reconcile.ParentId.ShouldBe(admission.SpanId);
        var parents = trace.Where(span => span.Name == "apim PUT").Select(span => span.ParentId).ToList();
        parents.ShouldContain(admission.SpanId, "the dry run belongs to the admission");
        parents.ShouldContain(reconcile.SpanId, "the import belongs to the reconcile");
        var sent = TraceParents();
        trace.Where(span => span.Name == "apim PUT").ShouldAllBe(span => sent.Contains($"00-{span.TraceId}-{span.SpanId}-01"));
        collector.ResourceValues.ShouldContain("gko-of-a-test");
        collector.ResourceValues.ShouldContain("staging");
    }

    [Fact]
    public async Task Edit_CollectorConfigured_IsATraceOfItsOwn()
    {
        cluster.RequireOrSkip();
        await using var collector = await OtlpReceiver.StartAsync();
        await RestartAsync(collector);
        var ns = await cluster.NewNamespaceAsync("traced-twice");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("edited", ns))).OrThrow();
        await Eventually.TrueAsync(() => Task.FromResult(TracesOf(collector).Count == 1), "the trace of the creation");

        (await cluster.Kubectl.ApplyAsync(Manifests.Api("edited", ns, path: "/another"))).OrThrow();

        await Eventually.TrueAsync(() => Task.FromResult(TracesOf(collector).Count == 2), "the trace of the edit");
    }

    [Fact]
    public async Task Run_CollectorConfigured_MetricsAreSent()
    {
        cluster.RequireOrSkip();
        await using var collector = await OtlpReceiver.StartAsync();
        await RestartAsync(collector);

        await Eventually.TrueAsync(
            () => Task.FromResult(collector.Metrics.Contains("gko_objects") && collector.Metrics.Contains("rest_client_requests_total")), "metrics arrive");
    }

    [Fact]
    public async Task Stop_CollectorConfigured_SendsTheRest()
    {
        cluster.RequireOrSkip();
        await using var collector = await OtlpReceiver.StartAsync();
        await RestartAsync(collector, delay: 3_600_000);

        await cluster.StopOperatorAsync();

        collector.Metrics.ShouldContain("gko_objects");
    }

    [Fact]
    public async Task Run_CollectorDoesNotAnswer_TheOperatorWorks()
    {
        cluster.RequireOrSkip();
        await cluster.StopOperatorAsync();
        await cluster.StartOperatorAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_BSP_SCHEDULE_DELAY", "50"));
        var ns = await cluster.NewNamespaceAsync("untraced");

        (await cluster.Kubectl.ApplyAsync(Manifests.Api("untraced", ns))).OrThrow();

        await cluster.Kubectl.RunAsync("wait", "--for=condition=Ready", "apidefinition/untraced", "-n", ns, "--timeout=90s");
    }

    // Operators of other tests run in the same process; what reached this cluster's APIM belongs to this test.
    private List<List<OtlpSpan>> TracesOf(OtlpReceiver collector) =>
    [
        .. collector.Spans.GroupBy(span => span.TraceId)
            .Where(trace => TraceParents().Any(sent => sent.Contains(trace.Key)))
            .Select(trace => trace.ToList())
            .Where(trace => trace.Exists(span => span.Name == Webhook)
                && trace.Exists(span => span.Name == "reconcile apidefinition")
                && trace.Count(span => span.Name == "apim PUT") >= 2),
    ];

    private List<string> TraceParents() =>
        [.. cluster.Management.Journal.Since().Select(entry => entry.Headers.GetValueOrDefault("traceparent", ""))];

    private async Task RestartAsync(OtlpReceiver collector, int delay = 50)
    {
        await cluster.StopOperatorAsync();
        await cluster.StartOperatorAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url.ToString()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_SERVICE_NAME", "gko-of-a-test"),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=staging"),
            ("OTEL_BSP_SCHEDULE_DELAY", $"{delay}"),
            ("OTEL_METRIC_EXPORT_INTERVAL", $"{delay}"));
    }
}
