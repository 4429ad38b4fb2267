using static Gko.DevCluster.Management.Automation.Schema.CommonShapes;
using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>The body of an import of a V4 API.</summary>
internal static class ApiV4Shape
{
    private static Shape.Fields ResponseTemplate { get; } = new(
        Required("status", Number),
        Optional("headers", new Shape.Map(Text)),
        Optional("body", Text),
        Optional("propagateErrorKeyToLogs", Flag, "false"));

    private static Shape.Fields Property { get; } = new(
        Required("key", Text),
        Required("value", Text),
        Optional("dynamic", Flag),
        Optional("encryptable", Flag));

    private static Shape.Fields Resource { get; } = new(
        Required("name", Text),
        Required("type", Text),
        Required("configuration", Anything),
        Optional("enabled", Flag, "true"));

    private static Shape.Fields NavigationPath { get; } = new(
        Required("path", Text), Optional("displayName", Text), Optional("order", Number));

    private static Shape.Fields Notification { get; } = new(
        Optional("groups", Items(Text)),
        Optional("events", Items(new Shape.Word(
            "APIKEY_EXPIRED", "APIKEY_RENEWED", "APIKEY_REVOKED", "SUBSCRIPTION_NEW", "SUBSCRIPTION_ACCEPTED", "SUBSCRIPTION_CLOSED",
            "SUBSCRIPTION_PAUSED", "SUBSCRIPTION_RESUMED", "SUBSCRIPTION_REJECTED", "SUBSCRIPTION_TRANSFERRED", "SUBSCRIPTION_FAILED",
            "NEW_SUPPORT_TICKET", "API_STARTED", "API_STOPPED", "API_UPDATED", "API_DEPLOYED", "NEW_RATING", "NEW_RATING_ANSWER",
            "MESSAGE", "ASK_FOR_REVIEW", "REVIEW_OK", "REQUEST_FOR_CHANGES", "API_DEPRECATED", "NEW_SPEC_GENERATED"))));

    public static Shape.Fields Root { get; } = new(
        Required("hrid", Hrid),
        // Not in the description of the API, yet taken from operators of old.
        Optional("crossId", Text),
        Required("name", Name),
        Required("version", new Shape.Text(1, 64)),
        Required("type", new Shape.Word("A2A_PROXY", "LLM_PROXY", "MCP_PROXY", "MESSAGE", "PROXY", "NATIVE")),
        Optional("description", new Shape.Text(0, 4000)),
        List("tags", Tag),
        Required("listeners", new Shape.Items(ListenerShapes.Listener, 1)),
        Required("endpointGroups", new Shape.Items(EndpointShapes.Group, 1)),
        Optional("analytics", AnalyticsShapes.Analytics),
        Optional("failover", EndpointShapes.Failover),
        List("properties", Property),
        List("resources", Resource),
        List("plans", DocumentShapes.Plan),
        Optional("flowExecution", new Shape.Fields(
            Optional("mode", new Shape.Word("BEST_MATCH", "DEFAULT"), "\"DEFAULT\""), Optional("matchRequired", Flag, "false"))),
        List("flows", FlowShapes.Flow),
        Optional("responseTemplates", new Shape.Map(new Shape.Map(ResponseTemplate))),
        Optional("services", new Shape.Fields(Optional("dynamicProperty", Service))),
        List("groups", Text),
        Optional("visibility", new Shape.Word("PUBLIC", "PRIVATE"), "\"PUBLIC\""),
        Optional("state", new Shape.Word("CLOSED", "INITIALIZED", "STARTED", "STOPPED", "STOPPING")),
        Optional("primaryOwner", PrimaryOwner),
        List("labels", Tag),
        List("metadata", Metadata),
        Required("lifecycleState", new Shape.Word("ARCHIVED", "CREATED", "DEPRECATED", "PUBLISHED", "UNPUBLISHED")),
        List("categories", Text),
        List("members", Member),
        Optional("notifyMembers", Flag, "true"),
        List("pages", DocumentShapes.Page),
        Optional("allowedInApiProducts", Flag, "false"),
        Optional("allowMultiJwtOauth2Subscriptions", Flag, "false"),
        List("portalNavigation", NavigationPath),
        Optional("consoleNotification", Notification));
}
