using static Gko.DevCluster.Management.Automation.Schema.CommonShapes;
using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>The body of an import of a dictionary.</summary>
internal static class DictionaryShape
{
    private static Shape.OneOf Provider { get; } = new(
        ("HTTP", new(
            Required("url", Text),
            Required("specification", Text),
            Optional("headers", Items(new Shape.Fields(Required("name", Text), Required("value", Text)))),
            Optional("useSystemProxy", Flag),
            Required("method", new Shape.Word("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT")),
            Optional("body", Text))));

    private static Shape.Fields Trigger { get; } = new(
        Required("rate", Number),
        Required("unit", new Shape.Word("MICROSECONDS", "MILLISECONDS", "SECONDS", "MINUTES", "HOURS", "DAYS")));

    public static Shape.Fields Root { get; } = new(
        Required("hrid", Hrid),
        Required("name", Text),
        Required("deployed", Flag),
        Optional("description", Text),
        Required("type", new Shape.Word("MANUAL", "DYNAMIC")),
        Optional("manual", new Shape.Fields(Required("properties", new Shape.Map(Text)))),
        Optional("dynamic", new Shape.Fields(Required("provider", Provider), Required("trigger", Trigger))));
}
