using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>A plugin that runs beside an API, a group of endpoints or one of them.</summary>
public sealed class Service
{
    [Description("Whether the service runs.")]
    [Required]
    public bool? Enabled { get; set; }

    [Description("Plugin that implements the service, such as http-health-check or http-dynamic-properties.")]
    public string? Type { get; set; }

    [Description("Whether this configuration replaces that of the group.")]
    [Required]
    public bool? OverrideConfiguration { get; set; }

    [Description("Settings of that plugin, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? Configuration { get; set; }
}
