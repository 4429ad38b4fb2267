using Gko.Operator.Configuration;

namespace Gko.Operator.Tests.Configuration;

public sealed class TelemetryOptionsTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Url = "http://collector:4317";

    [Fact]
    public void FromEnvironment_NoEndpoint_SendsNothing() =>
        Signals(("OTEL_SERVICE_NAME", "x")).ShouldBe((false, false));

    [Fact]
    public void FromEnvironment_Endpoint_SendsBoth() => Signals((Endpoint, Url)).ShouldBe((true, true));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", false, true)]
    public void FromEnvironment_EndpointOfOneSignal_SendsThat(string name, bool traces, bool metrics) =>
        Signals((name, Url)).ShouldBe((traces, metrics));

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true", false, false)]
    [InlineData("OTEL_TRACES_EXPORTER", "none", false, true)]
    [InlineData("OTEL_METRICS_EXPORTER", "none", true, false)]
    [InlineData("OTEL_TRACES_EXPORTER", "otlp", true, true)]
    public void FromEnvironment_SignalTurnedOff_IsNotSent(string name, string value, bool traces, bool metrics) =>
        Signals((Endpoint, Url), (name, value)).ShouldBe((traces, metrics));

    [Theory]
    [InlineData("collector:4317")]
    [InlineData("ftp://collector")]
    public void FromEnvironment_EndpointIsNoUrl_IsReportedWithoutItsValue(string url)
    {
        var options = Read((Endpoint, url));

        (options.Telemetry.Traces, options.Telemetry.Metrics).ShouldBe((false, false));
        options.Problems.ShouldBe([$"{Endpoint} is ignored: it must be an http or https URL, such as http://collector:4317."]);
    }

    [Fact]
    public void FromEnvironment_UnknownProtocol_IsReportedAndGrpcIsUsed()
    {
        var options = Read((Endpoint, Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json"));

        options.Problems.ShouldHaveSingleItem().ShouldContain("it must be one of \"grpc\", \"http/protobuf\"");
        options.Telemetry.Variables["OTEL_EXPORTER_OTLP_PROTOCOL"].ShouldBe("grpc");
    }

    [Fact]
    public void FromEnvironment_StandardVariables_ArePassedOn()
    {
        (string Name, string Value)[] variables =
        [
            (Endpoint, Url), ("OTEL_SERVICE_NAME", "s"), ("OTEL_RESOURCE_ATTRIBUTES", "a=b"), ("OTEL_EXPORTER_OTLP_HEADERS", "k=v"),
            ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "5"), ("OTEL_TRACES_SAMPLER", "always_on"),
        ];

        Read(variables).Telemetry.Variables.Select(pair => (pair.Key, pair.Value)).ShouldBe(variables, ignoreOrder: true);
    }

    private static (bool Traces, bool Metrics) Signals(params (string Name, string Value)[] variables)
    {
        var telemetry = Read(variables).Telemetry;
        return (telemetry.Traces, telemetry.Metrics);
    }

    private static OperatorOptions Read(params (string Name, string Value)[] variables) => OperatorOptions.FromEnvironment(
        name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
