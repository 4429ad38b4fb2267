using System.Diagnostics.Metrics;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Operator.Metrics;
using Gko.Testing;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Metrics;

public sealed class GuardrailMetricsTests
{
    [Fact]
    public async Task Violations_OfEachGuardrail_AreThoseOfItsStatus()
    {
        using var meter = new Meter("test");
        using var collected = new MetricCollection(meter);
        await using var cluster = new FakeCluster();
        new GuardrailMetrics(meter).Observe(await cluster.WatchAsync<ApiGuardrail>());
        cluster.Put(AGuardrail("a").WithObject(one => one.Status = new ApiGuardrailStatus { Violations = 3 }).Build());
        cluster.Put(AGuardrail("b").Acting(GuardrailActions.Audit).WithObject(one => one.Status = new ApiGuardrailStatus { Violations = 0 }).Build());
        cluster.Put(AGuardrail("unaudited").Build());

        collected.Collect().ShouldBe(new Dictionary<string, double>
        {
            ["gko_guardrail_violations{guardrail=a,action=Deny}"] = 3,
            ["gko_guardrail_violations{guardrail=b,action=Audit}"] = 0,
        }, ignoreOrder: true);
    }
}
