using System.Diagnostics;
using Gko.Apim.Telemetry;
using Gko.Apim.Tests.Client;

namespace Gko.Apim.Tests.Telemetry;

public sealed class ApimTracingTests : IDisposable
{
    private readonly ClientFixture _apim = new();
    private readonly List<Activity> _spans = [];
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private ActivityListener? _listener;

    public void Dispose()
    {
        _listener?.Dispose();
        _apim.Dispose();
    }

    [Fact]
    public async Task Call_NobodyListens_SendsNoHeader()
    {
        using var outer = Outer();
        _apim.Server.Answers(200);

        await _apim.PingAsync();

        _apim.Server.TraceParents.ShouldBe([null]);
    }

    [Fact]
    public async Task Call_Recorded_TellsApimTheSpanItBelongsTo()
    {
        Listen();
        using var outer = Outer();
        _apim.Server.Answers(200);

        await _apim.PingAsync();

        var span = _spans.ShouldHaveSingleItem();
        (span.DisplayName, span.Kind, span.ParentSpanId).ShouldBe(("apim GET", ActivityKind.Client, outer.SpanId));
        _apim.Server.TraceParents.ShouldBe([$"00-{_trace}-{span.SpanId}-01"]);
        span.GetTagItem("http.response.status_code").ShouldBe(200);
        span.GetTagItem("gko.context").ShouldBe("ns/ctx");
        span.Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task Call_Failed_IsAnError()
    {
        Listen();
        using var outer = Outer();
        _apim.Server.Answers(503);

        await _apim.PingAsync();

        var span = _spans.ShouldHaveSingleItem();
        (span.Status, span.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, "server_error"));
    }

    [Fact]
    public async Task Call_RedirectedToAnotherHost_DoesNotTellThatHost()
    {
        Listen();
        using var outer = Outer();
        _apim.Server.Answers(302, location: "https://elsewhere.example.com/").Answers(200);

        await _apim.PingAsync();

        _apim.Server.TraceParents.Count.ShouldBe(2);
        _apim.Server.TraceParents[0].ShouldNotBeNull();
        _apim.Server.TraceParents[1].ShouldBeNull();
    }

    // Other tests of the process call APIM too; only spans of this trace count.
    private void Listen()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ApimTracing.SourceName,
            Sample = (ref options) => options.Parent.TraceId == _trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private Activity Outer() => new Activity("test")
        .SetParentId(_trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded)
        .Start();
}
