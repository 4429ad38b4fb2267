using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>One backend.</summary>
public sealed class Endpoint
{
    [Description("Name of the endpoint, unique in the API.")]
    public string? Name { get; set; }

    [Description("URL of the backend; the rest of the request's path is appended.")]
    public string? Target { get; set; }

    [Description("Protocol of the backend: http or grpc.")]
    public string? Type { get; set; }

    [Description("Share of the requests, relative to its neighbours, for the weighted load balancers.")]
    public int? Weight { get; set; }

    [Description("Whether the endpoint is used only while all others are down.")]
    public bool? Backup { get; set; }

    [Description("Gateways of these tenants use the endpoint; empty means all gateways.")]
    [Default(Json = "[]")]
    public List<string>? Tenants { get; set; }

    [Description("Whether http, ssl and proxy settings come from the group.")]
    public bool? Inherit { get; set; }

    [Description("HTTP proxy on the way to this backend.")]
    public HttpProxy? Proxy { get; set; }

    [Description("HTTP settings of this backend.")]
    public HttpClientOptions? Http { get; set; }

    [Description("TLS settings of this backend.")]
    public SslOptions? Ssl { get; set; }

    [Description("Headers added to every request to this backend.")]
    [Default(Json = "[]")]
    public List<HttpHeader>? Headers { get; set; }

    [Description("How gateways find out whether this backend works.")]
    public EndpointHealthCheck? Healthcheck { get; set; }
}
