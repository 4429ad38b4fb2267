using Gko.Operator.Configuration;

namespace Gko.Operator.Tests.Configuration;

public sealed class LeaseOptionsTests
{
    [Fact]
    public void FromEnvironment_Nothing_IsTheDefaultOfKubernetes() => Read().Lease.ShouldBe(Lease(15, 10, 2));

    [Fact]
    public void FromEnvironment_Seconds_AreRead() => Read(("LEASE", "30"), ("RENEW", "20"), ("RETRY", "5")).Lease.ShouldBe(Lease(30, 20, 5));

    [Theory]
    [InlineData("10", "10", "2")]
    [InlineData("15", "2", "2")]
    [InlineData("1", "1", "1")]
    public void FromEnvironment_Contradiction_IsReportedAndIgnored(string lease, string renew, string retry)
    {
        var options = Read(("LEASE", lease), ("RENEW", renew), ("RETRY", retry));

        options.Lease.ShouldBe(Lease(15, 10, 2));
        options.Problems.ShouldHaveSingleItem().ShouldContain("RETRY must be less than RENEW");
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("true", null, 5)]
    [InlineData("true", "https://host:9443", 0)]
    public void FromEnvironment_WebhooksBehindAService_AnswerAWhileAfterAStop(string? enabled, string? url, int seconds) =>
        OperatorOptions.FromEnvironment(name => name switch { "ENABLE_WEBHOOK" => enabled, "WEBHOOK_URL" => url, _ => null })
            .Webhook.ServeAfterStop.ShouldBe(TimeSpan.FromSeconds(seconds));

    private static LeaseOptions Lease(int duration, int renew, int retry) => new()
    {
        Duration = TimeSpan.FromSeconds(duration),
        RenewDeadline = TimeSpan.FromSeconds(renew),
        RetryPeriod = TimeSpan.FromSeconds(retry),
    };

    private static OperatorOptions Read(params (string Name, string Value)[] variables) => OperatorOptions.FromEnvironment(
        name => variables.FirstOrDefault(variable => $"LEADER_ELECTION_{variable.Name}_SECONDS" == name).Value);
}
