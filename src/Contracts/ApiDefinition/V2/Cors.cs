using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Lets browsers of other origins call the API.</summary>
public sealed class Cors
{
    [Description("Whether gateways answer CORS requests.")]
    [Required]
    public bool? Enabled { get; set; }

    [Description("Origins that may call, as exact values, regular expressions or *.")]
    [Default(Json = "[]")]
    public List<string>? AllowOrigin { get; set; }

    [Description("Methods that may be used.")]
    [Default(Json = "[]")]
    public List<string>? AllowMethods { get; set; }

    [Description("Request headers that may be sent.")]
    [Default(Json = "[]")]
    public List<string>? AllowHeaders { get; set; }

    [Description("Response headers that scripts may read.")]
    [Default(Json = "[]")]
    public List<string>? ExposeHeaders { get; set; }

    [Description("Whether browsers may send cookies and credentials.")]
    [Required]
    public bool? AllowCredentials { get; set; }

    [Description("Seconds for which browsers remember the answer to a preflight request; -1 means not at all.")]
    [Required]
    public int? MaxAge { get; set; }

    [Description("Whether policies run for preflight requests too.")]
    [Default(false)]
    public bool? RunPolicies { get; set; }
}
