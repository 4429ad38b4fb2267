using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Services that run beside an endpoint.</summary>
public sealed class EndpointServices
{
    [Description("Finds out whether the endpoint works.")]
    public Service? HealthCheck { get; set; }
}
