using System.Text.Json.Serialization;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Backends that share a load balancer and settings.</summary>
public sealed class EndpointGroup
{
    [Description("Name of the group, unique in the API. Left out, APIM calls it default.")]
    public string? Name { get; set; }

    [Description("The backends of the group.")]
    public List<Endpoint>? Endpoints { get; set; }

    [Description("How requests are spread over the endpoints.")]
    [JsonPropertyName("load_balancing")]
    public LoadBalancing? LoadBalancing { get; set; }

    [Description("Discovery and health checks for this group.")]
    public Services? Services { get; set; }

    [Description("HTTP proxy on the way to the backends.")]
    public HttpProxy? Proxy { get; set; }

    [Description("HTTP settings of endpoints that inherit from the group.")]
    public HttpClientOptions? Http { get; set; }

    [Description("TLS settings of endpoints that inherit from the group.")]
    public SslOptions? Ssl { get; set; }

    [Description("Headers added to every request to this group.")]
    public Dictionary<string, string>? Headers { get; set; }
}
