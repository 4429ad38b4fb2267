using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Backends that share a load balancer and settings.</summary>
public sealed class EndpointGroup
{
    [Description("Name of the group, unique in the API.")]
    [Required]
    public string? Name { get; set; }

    [Description("Plugin that talks to the backends, such as http-proxy, kafka or native-kafka.")]
    public string? Type { get; set; }

    [Description("How requests are spread over the endpoints.")]
    public LoadBalancer? LoadBalancer { get; set; }

    [Description("Settings that endpoints inherit, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? SharedConfiguration { get; set; }

    [Description("The backends of the group.")]
    [Default(Json = "[]")]
    public List<Endpoint>? Endpoints { get; set; }

    [Description("Discovery and health checks for this group. Not for NATIVE APIs.")]
    public EndpointGroupServices? Services { get; set; }

    [Description("HTTP settings of the group.")]
    public HttpClientOptions? Http { get; set; }

    [Description("TLS settings of the group.")]
    public SslOptions? Ssl { get; set; }

    [Description("Headers added to every request to this group.")]
    public Dictionary<string, string>? Headers { get; set; }
}
