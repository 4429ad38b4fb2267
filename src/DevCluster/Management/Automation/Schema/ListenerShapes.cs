using static Gko.DevCluster.Management.Automation.Schema.CommonShapes;
using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>Where clients reach a V4 API.</summary>
internal static class ListenerShapes
{
    private static Shape.Fields Entrypoint { get; } = new(
        Required("type", Text),
        Optional("qos", new Shape.Word("NONE", "AUTO", "AT_MOST_ONCE", "AT_LEAST_ONCE"), "\"AUTO\""),
        Optional("dlq", new Shape.Fields(Optional("endpoint", Text))),
        Optional("configuration", Anything));

    private static Shape.Fields Path { get; } = new(
        Optional("host", Text),
        Required("path", Text, "\"/\""),
        Optional("overrideAccess", Flag, "false"));

    private static Shape.Fields Cors { get; } = new(
        Optional("enabled", Flag),
        Optional("allowCredentials", Flag),
        List("allowHeaders", Text),
        List("allowMethods", new Shape.Word("*", "GET", "DELETE", "PATCH", "POST", "PUT", "OPTIONS", "TRACE", "HEAD")),
        List("allowOrigin", Text),
        List("exposeHeaders", Text),
        Optional("maxAge", Number, "-1"),
        Optional("runPolicies", Flag));

    private static Field[] Base { get; } =
    [
        Optional("entrypoints", new Shape.Items(Entrypoint, 1)),
        Optional("servers", Items(Text)),
    ];

    public static Shape.OneOf Listener { get; } = new(
        ("HTTP", new([Optional("paths", new Shape.Items(Path, 1)), Optional("cors", Cors), .. Base])),
        ("TCP", new([Required("hosts", new Shape.Items(new Shape.Text(1), 1)), .. Base])),
        ("SUBSCRIPTION", new(Base)),
        ("KAFKA", new([Required("host", Text), Optional("port", new Shape.Number(0)), .. Base])));
}
