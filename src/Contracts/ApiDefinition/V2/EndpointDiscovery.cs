using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Finds endpoints at run time.</summary>
public sealed class EndpointDiscovery
{
    [Description("Name of the service.")]
    public string? Name { get; set; }

    [Description("Whether the service runs.")]
    [Default(false)]
    public bool? Enabled { get; set; }

    [Description("Plugin that knows the endpoints, such as consul-service-discovery.")]
    public string? Provider { get; set; }

    [Description("Settings of that plugin, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? Configuration { get; set; }

    [Description("Whether endpoints found are used only as backups.")]
    public bool? Secondary { get; set; }

    [Description("Gateways of these tenants use what is found; empty means all gateways.")]
    [Default(Json = "[]")]
    public List<string>? Tenants { get; set; }
}
