using Gko.Operator.Configuration;

namespace Gko.Operator.Tests.Configuration;

public sealed class MetricsOptionsTests
{
    [Fact]
    public void FromEnvironment_Nothing_IsOffWithUpstreamsDefaults() =>
        Read().Metrics.ShouldBe(new MetricsOptions { Enabled = false, Port = 8080, Secure = false, CertificateFolder = "" });

    [Fact]
    public void FromEnvironment_Everything_IsRead() =>
        Read(("ENABLE_METRICS", "true"), ("METRICS_PORT", "9090"), ("SECURE_METRICS", "true"), ("METRICS_CERT_DIR", "/certs")).Metrics
            .ShouldBe(new MetricsOptions { Enabled = true, Port = 9090, Secure = true, CertificateFolder = "/certs" });

    [Theory]
    [InlineData("8081", "PROBES_PORT and METRICS_PORT are both 8081; give each a port of its own.")]
    [InlineData("9443", "WEBHOOK_SERVICE_PORT and METRICS_PORT are both 9443; give each a port of its own.")]
    public void FromEnvironment_PortIsUsedTwice_CannotStart(string port, string message) =>
        Should.Throw<InvalidOperationException>(() => Read(("ENABLE_METRICS", "true"), ("ENABLE_WEBHOOK", "true"), ("METRICS_PORT", port)))
            .Message.ShouldBe(message);

    [Theory]
    [InlineData("ENABLE_METRICS", "false")]
    [InlineData("PROBES_PORT", "0")]
    public void FromEnvironment_PortOfSomethingThatIsOff_IsFree(string name, string value) =>
        Read(("METRICS_PORT", "8081"), ("ENABLE_METRICS", name == "ENABLE_METRICS" ? value : "true"), ("PROBES_PORT", name == "PROBES_PORT" ? value : "8081"))
            .Problems.ShouldBeEmpty();

    private static OperatorOptions Read(params (string Name, string Value)[] variables) => OperatorOptions.FromEnvironment(
        name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
