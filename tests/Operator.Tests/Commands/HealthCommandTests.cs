using Gko.Operator.Commands;
using Gko.Operator.Tests.Hosting;

namespace Gko.Operator.Tests.Commands;

public sealed class HealthCommandTests : IAsyncLifetime
{
    private HostedOperator _operator = null!;

    public async ValueTask InitializeAsync() => _operator = await HostedOperator.PrepareAsync();

    public ValueTask DisposeAsync() => _operator.DisposeAsync();

    [Fact]
    public async Task Health_OfAReadyOperator_IsZero()
    {
        _operator.WriteCertificate();
        await _operator.StartAsync();
        await _operator.ReadyAsync();

        (await AskAsync(new Uri(_operator.Probes, "/readyz"))).ShouldBe(0);
    }

    [Fact]
    public async Task Health_OfAnOperatorThatWaitsForItsCertificate_IsOne()
    {
        await _operator.StartAsync();

        (await AskAsync(new Uri(_operator.Probes, "/healthz"))).ShouldBe(0);
        (await AskAsync(new Uri(_operator.Probes, "/readyz"))).ShouldBe(1);
    }

    [Fact]
    public async Task Health_WhereNobodyListens_IsOne() => (await AskAsync(new Uri(_operator.Probes, "/readyz"))).ShouldBe(1);

    [Theory]
    [InlineData("readyz")]
    [InlineData("file:///etc/hostname")]
    public async Task Health_OfNoAddress_IsOne(string url) => (await GkoCommand.Create().Parse(["health", "--url", url]).InvokeAsync()).ShouldBe(1);

    [Theory]
    [InlineData(null, "http://127.0.0.1:8081/readyz")]
    [InlineData("9090", "http://127.0.0.1:9090/readyz")]
    [InlineData("none", "http://127.0.0.1:8081/readyz")]
    public void ReadyUrl_WithoutAnOption_IsWhereTheOperatorWouldListen(string? port, string expected) =>
        HealthCommand.ReadyUrl(name => name == "PROBES_PORT" ? port : null).ShouldBe(expected);

    private static Task<int> AskAsync(Uri url) => GkoCommand.Create().Parse(["health", "--url", url.ToString()]).InvokeAsync();
}
