using System.Text.Json.Serialization;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Services that run beside an API or a group of endpoints.</summary>
public sealed class Services
{
    [Description("Finds endpoints at run time instead of listing them.")]
    public EndpointDiscovery? Discovery { get; set; }

    [Description("Finds out which endpoints work.")]
    [JsonPropertyName("health-check")]
    public HealthCheck? HealthCheck { get; set; }

    [Description("Reads properties of the API from elsewhere, again and again.")]
    [JsonPropertyName("dynamic-property")]
    public DynamicProperty? DynamicProperty { get; set; }
}
