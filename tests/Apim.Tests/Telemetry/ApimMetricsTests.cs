using System.Diagnostics.Metrics;
using Gko.Apim.Telemetry;
using Gko.Apim.Tests.Client;
using Gko.Testing;

namespace Gko.Apim.Tests.Telemetry;

public sealed class ApimMetricsTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly MetricCollection _collected;
    private readonly ClientFixture _apim;

    public ApimMetricsTests()
    {
        _collected = new MetricCollection(_meter);
        var metrics = new ApimMetrics(_meter);
        _apim = new ClientFixture(metrics: metrics);
        _apim.Pool.Publish(metrics);
    }

    public void Dispose()
    {
        _apim.Dispose();
        _collected.Dispose();
        _meter.Dispose();
    }

    [Theory]
    [InlineData(200, "success")]
    [InlineData(400, "rejected")]
    [InlineData(401, "bad_credentials")]
    [InlineData(403, "forbidden")]
    [InlineData(404, "not_found")]
    [InlineData(409, "conflict")]
    [InlineData(429, "throttled")]
    [InlineData(503, "server_error")]
    [InlineData(304, "invalid_response")]
    public async Task Call_Answered_CountsContextMethodAndOutcome(int status, string outcome)
    {
        _apim.Server.Answers(status);

        await _apim.ImportAsync();

        var values = _collected.Collect();
        values[$"gko_apim_requests_total{{context=ns/ctx,method=PUT,outcome={outcome}}}"].ShouldBe(1);
        values.Keys.ShouldContain("gko_apim_request_duration_seconds{context=ns/ctx,method=PUT}");
    }

    [Fact]
    public async Task Call_NoConnection_IsUnreachable()
    {
        _apim.Server.Throws(new HttpRequestException("refused"));

        await _apim.PingAsync();

        _collected.Collect()["gko_apim_requests_total{context=ns/ctx,method=GET,outcome=unreachable}"].ShouldBe(1);
    }

    [Fact]
    public async Task Circuit_FailsTooOften_IsOpenUntilAProbeSucceeds()
    {
        _apim.Server.Answers(503, times: 5);
        await _apim.PingAsync();
        _collected.Collect()["gko_apim_circuit_open{context=ns/ctx}"].ShouldBe(0);
        for (var call = 0; call < 5; call++)
        {
            await _apim.PingAsync();
        }

        _collected.Collect()["gko_apim_circuit_open{context=ns/ctx}"].ShouldBe(1);
        _collected.Collect()["gko_apim_requests_total{context=ns/ctx,method=GET,outcome=circuit_open}"].ShouldBe(1);

        _apim.Time.Advance(TimeSpan.FromMinutes(1));
        _apim.Server.Answers(200);
        await _apim.PingAsync();

        _collected.Collect()["gko_apim_circuit_open{context=ns/ctx}"].ShouldBe(0);
    }

    [Fact]
    public async Task Labels_AnyCall_HoldNoSecrets()
    {
        _apim.Server.Answers(200);

        await _apim.ImportAsync();

        _collected.Collect().Keys.ShouldAllBe(key => !key.Contains(ClientFixture.Token) && !key.Contains("https:"));
    }
}
