using System.Text.Json.Serialization;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>A host and path under which gateways serve an API.</summary>
public sealed class VirtualHost
{
    [Description("Host name. Left out, the path is served on every host.")]
    public string? Host { get; set; }

    [Description("Path that requests must start with, such as /products.")]
    public string? Path { get; set; }

    [Description("Whether the portal shows this host as the API's address instead of the environment's.")]
    [JsonPropertyName("override_entrypoint")]
    public bool? OverrideEntrypoint { get; set; }
}
