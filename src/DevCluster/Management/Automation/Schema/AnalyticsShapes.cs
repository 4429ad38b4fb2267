using static Gko.DevCluster.Management.Automation.Schema.CommonShapes;
using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>What gateways measure, log and trace.</summary>
internal static class AnalyticsShapes
{
    private static Shape.Fields Logging { get; } = new(
        Optional("condition", Text),
        Optional("messageCondition", Text),
        Optional("content", Flags("headers", "messageHeaders", "payload", "messagePayload", "messageMetadata")),
        Optional("phase", Flags("request", "response")),
        Optional("mode", Flags("endpoint", "entrypoint")));

    public static Shape.Fields Analytics { get; } = new(
        Optional("enabled", Flag, "true"),
        Optional("reporterMetricsEnabled", Flag),
        Optional("otelLogs", Flags("enabled")),
        Optional("sampling", new Shape.Fields(
            Required("type", new Shape.Word("PROBABILITY", "TEMPORAL", "COUNT", "WINDOWED_COUNT")),
            Optional("value", Text))),
        Optional("logging", Logging),
        Optional("tracing", Flags("enabled", "verbose")));

    private static Shape.Fields Flags(params string[] names) => new([.. names.Select(name => Optional(name, Flag))]);
}
