using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>Shapes that several kinds of requests share.</summary>
internal static class CommonShapes
{
    public static Shape.Text Text { get; } = new();

    public static Shape.Flag Flag { get; } = new();

    public static Shape.Number Number { get; } = new();

    public static Shape.Anything Anything { get; } = new();

    public static Shape.Text Hrid { get; } = new(0, 256, "^[a-zA-Z0-9][a-zA-Z0-9_-]+[a-zA-Z0-9]$");

    public static Shape.Text Name { get; } = new(1, 512);

    public static Shape.Text Tag { get; } = new(0, 64);

    public static Shape.Word MatchOperator { get; } = new("EQUALS", "STARTS_WITH");

    public static Shape.Fields Step { get; } = new(
        Optional("name", new Shape.Text(0, 64)),
        Optional("description", new Shape.Text(0, 256)),
        Required("enabled", Flag, "true"),
        Required("policy", new Shape.Text(0, 64)),
        Optional("configuration", Anything),
        Optional("condition", new Shape.Text(0, 1024)),
        Optional("messageCondition", new Shape.Text(0, 256)));

    public static Shape.Fields Service { get; } = new(
        Optional("overrideConfiguration", Flag, "false"),
        Required("configuration", Anything),
        Optional("enabled", Flag, "true"),
        Required("type", Text));

    public static Shape.Fields Member { get; } = new(
        Required("source", Text),
        Required("sourceId", Text),
        Required("role", Text));

    public static Shape.Fields Metadata { get; } = new(
        Optional("key", new Shape.Text(1)),
        Required("name", Text),
        Required("format", new Shape.Word("STRING", "NUMERIC", "BOOLEAN", "DATE", "MAIL", "URL")),
        Optional("value", new Shape.Text(1)),
        Optional("defaultValue", Text));

    public static Shape.Fields PrimaryOwner { get; } = new(
        Optional("id", Text),
        Optional("email", Text),
        Optional("displayName", new Shape.Text(1)),
        Optional("type", new Shape.Word("USER", "GROUP")));

    public static Shape.Items Items(Shape item) => new(item);
}
