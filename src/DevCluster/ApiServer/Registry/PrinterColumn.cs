using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>One column of the table that <c>kubectl get</c> shows.</summary>
/// <param name="Type"><c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c> or <c>date</c> (shown as an age).</param>
/// <param name="Priority">Above 0: only in wide output.</param>
/// <param name="Cell">Computes the value from an object; the time is now.</param>
internal sealed record PrinterColumn(
    string Name, string Type, string Format, string Description, int Priority, Func<JsonObject, DateTimeOffset, JsonNode?> Cell)
{
    private const string NameDescription =
        "Name must be unique within a namespace. It is primarily intended for creation idempotence and cannot be updated.";

    public static PrinterColumn NameColumn { get; } =
        new("Name", "string", "name", NameDescription, 0, (item, _) => item.Child("metadata").Text("name") ?? "");

    public static PrinterColumn Age { get; } = new("Age", "string", "", "Time since the object was created.", 0,
        (item, now) => HumanDuration.Since(item.Child("metadata").Text("creationTimestamp"), now));

    public static PrinterColumn CreatedAt { get; } = new("Created At", "date", "", "When the object was created.", 0,
        (item, _) => item.Child("metadata").Text("creationTimestamp"));

    /// <summary>A column of a built-in kind that shows a field as it is.</summary>
    public static PrinterColumn Of(string name, Func<JsonObject, JsonNode?> cell, int priority = 0, string type = "string") =>
        new(name, type, "", name, priority, (item, _) => cell(item));

    /// <summary>An <c>additionalPrinterColumns</c> entry; null when its path cannot be read.</summary>
    public static PrinterColumn? FromDefinition(JsonObject json)
    {
        var path = json.Text("jsonPath") ?? "";
        try
        {
            return FromDefinition(json, path, JsonPath.Parse(path));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static PrinterColumn FromDefinition(JsonObject json, string path, JsonPath compiled)
    {
        var type = json.Text("type") ?? "string";
        return new PrinterColumn(json.Text("name") ?? "", type, json.Text("format") ?? "",
            json.Text("description") ?? $"Custom resource definition column (in JSONPath format): {path}",
            (int)(json.Number("priority") ?? 0), (item, now) => compiled.Cell(item, type, now));
    }
}
