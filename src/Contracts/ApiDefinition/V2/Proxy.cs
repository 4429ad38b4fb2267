using System.Text.Json.Serialization;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Entrypoints of an API and the backends behind them.</summary>
public sealed class Proxy
{
    [Description("Hosts and paths under which gateways serve the API. Paths must be unique in an environment.")]
    [JsonPropertyName("virtual_hosts")]
    public List<VirtualHost>? VirtualHosts { get; set; }

    [Description("Backends, grouped; a request goes to the first group unless a policy routes it elsewhere.")]
    [Default(Json = "[]")]
    public List<EndpointGroup>? Groups { get; set; }

    [Description("Tries another endpoint when one fails.")]
    public Failover? Failover { get; set; }

    [Description("Lets browsers of other origins call the API.")]
    public Cors? Cors { get; set; }

    [Description("Which parts of requests and responses gateways log.")]
    public Logging? Logging { get; set; }

    [Description("Whether the entrypoint's path is left out of the request to the backend.")]
    [JsonPropertyName("strip_context_path")]
    public bool? StripContextPath { get; set; }

    [Description("Whether the backend gets the Host header of the client.")]
    [JsonPropertyName("preserve_host")]
    public bool? PreserveHost { get; set; }
}
