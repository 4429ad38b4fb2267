using static Gko.DevCluster.Management.Automation.Schema.CommonShapes;
using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>The bodies of imports of portals and of what belongs to them.</summary>
internal static class PortalShapes
{
    private static Shape.Fields Entry { get; } = new(Required("path", Text), Optional("displayName", Text), Optional("order", Number));

    public static Shape.Fields Portal { get; } = new(
        Required("hrid", Hrid),
        Required("name", Text),
        Optional("structure", new Shape.Fields(Optional("topNavbar", Items(Entry)))),
        Optional("navigation", Items(Entry)));

    public static Shape.Fields Listing { get; } = new(
        Required("hrid", Hrid),
        Required("apis", Items(new Shape.Fields(Required("apiHrid", Text), Required("location", Text), Optional("order", Number)))));

    public static Shape.Fields Link { get; } = new(
        Required("hrid", Hrid),
        Required("name", Text),
        Required("href", Text),
        Optional("location", Text),
        Optional("order", Number));

    public static Shape.Fields Documentation { get; } = new(
        Required("hrid", Hrid),
        Required("name", Text),
        Required("type", new Shape.Word("GRAVITEE_MARKDOWN", "OPENAPI", "ASYNCAPI")),
        Required("content", Text),
        Optional("location", Text),
        Optional("order", Number),
        Optional("area", new Shape.Word("TOP_NAVBAR", "HOMEPAGE"), "\"TOP_NAVBAR\""));
}
