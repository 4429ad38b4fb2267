using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Finds out which endpoints work.</summary>
public class HealthCheck
{
    [Description("Name of the service.")]
    public string? Name { get; set; }

    [Description("Whether endpoints are checked.")]
    [Default(false)]
    public bool? Enabled { get; set; }

    [Description("When they are checked, as a cron expression with seconds.")]
    public string? Schedule { get; set; }

    [Description("Requests to send; an endpoint is healthy when every one is answered as expected.")]
    [Default(Json = "[]")]
    public List<HealthCheckStep>? Steps { get; set; }
}
