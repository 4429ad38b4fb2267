using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Reads properties of an API from elsewhere, again and again.</summary>
public sealed class DynamicProperty
{
    [Description("Name of the service.")]
    public string? Name { get; set; }

    [Description("Whether the service runs.")]
    [Default(false)]
    public bool? Enabled { get; set; }

    [Description("When it runs, as a cron expression with seconds.")]
    public string? Schedule { get; set; }

    [Description("Where the properties come from; only HTTP exists.")]
    [AllowedValues("HTTP")]
    public string? Provider { get; set; }

    [Description("URL, headers and transformation, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? Configuration { get; set; }
}
