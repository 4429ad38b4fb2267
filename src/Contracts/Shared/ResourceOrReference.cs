using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A resource written inline, or a reference to an ApiResource that holds it.</summary>
public sealed class ResourceOrReference
{
    [Description("A disabled resource is deployed but not available to policies.")]
    [Default(true)]
    public bool? Enabled { get; set; }

    [Description("Name by which policies of this API refer to the resource.")]
    public string? Name { get; set; }

    [Description("Plugin that implements the resource, such as cache, cache-redis or oauth2.")]
    public string? Type { get; set; }

    [Description("Settings of that plugin, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? Configuration { get; set; }

    [Description("An ApiResource that provides everything above.")]
    public NamespacedReference? Ref { get; set; }
}
