using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What inline and reusable resources have in common.</summary>
public abstract class ResourceBase
{
    [Description("A disabled resource is deployed but not available to policies.")]
    [Default(true)]
    public bool? Enabled { get; set; }

    [Description("Name by which policies refer to the resource.")]
    public string? Name { get; set; }

    [Description("Plugin that implements the resource, such as cache, cache-redis or oauth2.")]
    public string? Type { get; set; }

    [Description("Settings of that plugin, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? Configuration { get; set; }
}
