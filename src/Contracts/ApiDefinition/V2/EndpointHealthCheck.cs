using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>The health check of one endpoint.</summary>
public sealed class EndpointHealthCheck : HealthCheck
{
    [Description("Whether the API's health check is used; the rest is then ignored.")]
    [Default(false)]
    public bool? Inherit { get; set; }
}
