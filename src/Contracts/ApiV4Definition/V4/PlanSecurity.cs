using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>How the clients of a plan identify themselves.</summary>
public sealed class PlanSecurity
{
    [Description("KEY_LESS (not at all), API_KEY, JWT, OAUTH2 or MTLS.")]
    [Required]
    public string? Type { get; set; }

    [Description("Settings of that type, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? Configuration { get; set; }
}
