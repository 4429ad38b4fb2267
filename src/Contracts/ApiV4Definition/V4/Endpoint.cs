using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>One backend.</summary>
public sealed class Endpoint
{
    [Description("Name of the endpoint, unique in the API.")]
    public string? Name { get; set; }

    [Description("Plugin that talks to the backend; usually that of the group.")]
    [Required]
    public string? Type { get; set; }

    [Description("Share of the requests, relative to its neighbours, for the weighted load balancers.")]
    public int? Weight { get; set; }

    [Description("Whether the group's sharedConfiguration is used.")]
    [Required]
    public bool? InheritConfiguration { get; set; }

    [Description("Settings of this backend, such as its target, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? Configuration { get; set; }

    [Description("Settings used instead of the group's sharedConfiguration, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? SharedConfigurationOverride { get; set; }

    [Description("Health check of this backend.")]
    public EndpointServices? Services { get; set; }

    [Description("Whether the endpoint is used only while all others are down.")]
    [Default(false)]
    public bool? Secondary { get; set; }

    [Description("Gateways of these tenants use the endpoint; empty means all gateways.")]
    [Default(Json = "[]")]
    public List<string>? Tenants { get; set; }
}
