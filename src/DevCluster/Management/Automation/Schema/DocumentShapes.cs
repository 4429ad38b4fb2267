using static Gko.DevCluster.Management.Automation.Schema.CommonShapes;
using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>Plans and pages of a V4 API.</summary>
internal static class DocumentShapes
{
    public static Shape.Fields Plan { get; } = new(
        Optional("id", Text),
        Required("hrid", Hrid),
        Required("name", new Shape.Text(0, 64)),
        Optional("description", Text),
        Optional("security", new Shape.Fields(
            Required("type", new Shape.Word("KEY_LESS", "OAUTH2", "JWT", "MTLS", "API_KEY")),
            Optional("configuration", Anything))),
        List("characteristics", new Shape.Text(0, 64)),
        List("excludedGroups", Text),
        Optional("selectionRule", new Shape.Text(0, 256)),
        Required("status", new Shape.Word("STAGING", "PUBLISHED", "DEPRECATED", "CLOSED")),
        List("tags", Tag),
        Required("type", new Shape.Word("API", "CATALOG")),
        Required("validation", new Shape.Word("AUTO", "MANUAL")),
        Optional("flows", Items(FlowShapes.Flow)),
        Required("mode", new Shape.Word("STANDARD", "PUSH")),
        Optional("generalConditionsHrid", Text),
        Optional("bootstrapPort", Number),
        Optional("brokerRangeStart", Number),
        Optional("brokerRangeEnd", Number));

    public static Shape.Fields Page { get; } = new(
        Optional("id", Text),
        Required("hrid", Hrid),
        Required("name", new Shape.Text(0, 64)),
        Required("type", new Shape.Word(
            "ASCIIDOC", "ASYNCAPI", "MARKDOWN", "MARKDOWN_TEMPLATE", "SWAGGER", "FOLDER", "LINK", "ROOT", "SYSTEM_FOLDER", "TRANSLATION")),
        Optional("content", Text),
        Optional("published", Flag, "false"),
        Required("visibility", new Shape.Word("PUBLIC", "PRIVATE")),
        Optional("source", new Shape.Fields(Optional("type", new Shape.Text(0, 64)), Optional("configuration", Anything))),
        Optional("configuration", new Shape.Map(new Shape.Text(0, 200))),
        Optional("homepage", Flag),
        Optional("parentHrid", Text));
}
