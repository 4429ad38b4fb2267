using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The tables of built-in kinds that show more than name and age.</summary>
internal static class BuiltInColumns
{
    public static IReadOnlyList<PrinterColumn> Event { get; } =
    [
        new("Last Seen", "string", "", "When the event last occurred.", 0, (item, now) => HumanDuration.Since(LastSeen(item), now) ?? "<unknown>"),
        PrinterColumn.Of("Type", item => item.Text("type") ?? ""),
        PrinterColumn.Of("Reason", item => item.Text("reason") ?? ""),
        PrinterColumn.Of("Object", Involved),
        PrinterColumn.Of("Subobject", item => item.Child("involvedObject").Text("fieldPath") ?? "", priority: 1),
        PrinterColumn.Of("Source", Source, priority: 1),
        PrinterColumn.Of("Message", item => (item.Text("message") ?? "").Trim()),
        new("First Seen", "string", "", "When the event first occurred.", 1, (item, now) => HumanDuration.Since(FirstSeen(item), now) ?? "<unknown>"),
        PrinterColumn.Of("Count", item => item.Child("series").Number("count") ?? item.Number("count") ?? 1, priority: 1),
        PrinterColumn.NameColumn with { Priority = 1 },
    ];

    public static IReadOnlyList<PrinterColumn> Service { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Of("Type", item => item.Child("spec").Text("type") ?? ""),
        PrinterColumn.Of("Cluster-IP", item => item.Child("spec").Text("clusterIP") ?? "<none>"),
        PrinterColumn.Of("External-IP", _ => "<none>"),
        PrinterColumn.Of("Port(s)", Ports),
        PrinterColumn.Age,
    ];

    public static IReadOnlyList<PrinterColumn> Deployment { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Of("Ready", item => $"{item.Child("status").Number("readyReplicas") ?? 0}/{item.Child("spec").Number("replicas") ?? 0}"),
        PrinterColumn.Of("Up-to-date", item => item.Child("status").Number("updatedReplicas") ?? 0),
        PrinterColumn.Of("Available", item => item.Child("status").Number("availableReplicas") ?? 0),
        PrinterColumn.Age,
    ];

    public static IReadOnlyList<PrinterColumn> Webhooks { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Of("Webhooks", item => item.Items("webhooks")?.Count ?? 0, type: "integer"),
        PrinterColumn.Age,
    ];

    public static IReadOnlyList<PrinterColumn> RoleBinding { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Of("Role", item => $"{item.Child("roleRef").Text("kind")}/{item.Child("roleRef").Text("name")}"),
        PrinterColumn.Age,
        PrinterColumn.Of("Users", item => Subjects(item, "User"), priority: 1),
        PrinterColumn.Of("Groups", item => Subjects(item, "Group"), priority: 1),
        PrinterColumn.Of("ServiceAccounts", item => Subjects(item, "ServiceAccount"), priority: 1),
    ];

    private static string? LastSeen(JsonObject item) =>
        item.Child("series").Text("lastObservedTime") ?? item.Text("lastTimestamp") ?? item.Text("eventTime");

    private static string? FirstSeen(JsonObject item) => item.Text("firstTimestamp") ?? item.Text("eventTime");

    private static JsonNode? Involved(JsonObject item)
    {
        var about = item.Child("involvedObject");
        return $"{(about.Text("kind") ?? "").ToLowerInvariant()}/{about.Text("name")}";
    }

    private static JsonNode? Source(JsonObject item)
    {
        var component = item.Child("source").Text("component") ?? item.Text("reportingComponent") ?? "";
        return item.Child("source").Text("host") is { } host ? $"{component}, {host}" : component;
    }

    private static JsonNode? Ports(JsonObject item)
    {
        var ports = (item.Child("spec").Items("ports") ?? []).OfType<JsonObject>()
            .Select(port => $"{port.Number("port")}/{port.Text("protocol") ?? "TCP"}").ToList();
        return ports.Count == 0 ? "<none>" : string.Join(',', ports);
    }

    private static string Subjects(JsonObject item, string kind) => string.Join(", ",
        (item.Items("subjects") ?? []).OfType<JsonObject>().Where(subject => subject.Text("kind") == kind)
            .Select(subject => subject.Text("namespace") is { } ns ? $"{ns}/{subject.Text("name")}" : subject.Text("name")));
}
