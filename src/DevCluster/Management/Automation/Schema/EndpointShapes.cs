using static Gko.DevCluster.Management.Automation.Schema.CommonShapes;
using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>The backends of a V4 API, and what gateways do when they are slow.</summary>
internal static class EndpointShapes
{
    private static Shape.Fields Endpoint { get; } = new(
        Required("name", Text),
        Required("type", Text),
        Optional("weight", Number, "1"),
        Optional("inheritConfiguration", Flag, "false"),
        Optional("configuration", Anything),
        Optional("sharedConfigurationOverride", Anything),
        Optional("services", new Shape.Fields(Optional("healthCheck", Service))),
        Optional("secondary", Flag, "false"),
        List("tenants", Text));

    public static Shape.Fields Group { get; } = new(
        Optional("name", Text),
        Required("type", Text),
        Optional("loadBalancer", new Shape.Fields(
            Required("type", new Shape.Word("RANDOM", "ROUND_ROBIN", "WEIGHTED_RANDOM", "WEIGHTED_ROUND_ROBIN"), "\"ROUND_ROBIN\""))),
        Optional("sharedConfiguration", Anything),
        Optional("endpoints", Items(Endpoint)),
        Optional("services", new Shape.Fields(Optional("discovery", Service), Optional("healthCheck", Service))));

    public static Shape.Fields Failover { get; } = new(
        Optional("enabled", Flag, "false"),
        Optional("maxRetries", new Shape.Number(0), "2"),
        Optional("slowCallDuration", new Shape.Number(50), "2000"),
        Optional("openStateDuration", new Shape.Number(500), "10000"),
        Optional("maxFailures", new Shape.Number(1), "5"),
        Optional("perSubscription", Flag, "true"),
        Optional("failureCondition", Text),
        Optional("forceNextEndpointOnFailure", Flag, "false"));
}
