using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Services that run beside a group of endpoints.</summary>
public sealed class EndpointGroupServices
{
    [Description("Finds endpoints at run time instead of listing them.")]
    public Service? Discovery { get; set; }

    [Description("Finds out which endpoints of the group work.")]
    public Service? HealthCheck { get; set; }
}
