using static Gko.DevCluster.Management.Automation.Schema.CommonShapes;
using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>Flows of V4 APIs and their plans.</summary>
internal static class FlowShapes
{
    private static Shape.OneOf Selector { get; } = new(
        ("HTTP", new(
            Required("path", new Shape.Text(0, 256), "\"/\""),
            Required("pathOperator", MatchOperator),
            Optional("methods", Items(new Shape.Word("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE", "OTHER"))))),
        ("CHANNEL", new(
            Optional("operations", Items(new Shape.Word("PUBLISH", "SUBSCRIBE"))),
            Required("channel", Text, "\"/\""),
            Required("channelOperator", MatchOperator),
            Optional("entrypoints", Items(new Shape.Text(0, 32))))),
        ("CONDITION", new(Required("condition", Text))),
        ("MCP", new(Required("methods", Items(Text)))));

    public static Shape.Fields Flow { get; } = new(
        Optional("name", new Shape.Text(0, 256)),
        Required("enabled", Flag, "true"),
        Optional("selectors", Items(Selector)),
        Optional("request", Items(Step)),
        Optional("response", Items(Step)),
        Optional("subscribe", Items(Step)),
        Optional("publish", Items(Step)),
        Optional("entrypointConnect", Items(Step)),
        Optional("interact", Items(Step)),
        List("tags", new Shape.Text(0, 32)));
}
