using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>A policy for a path, the older form of a flow.</summary>
public sealed class Rule
{
    [Description("What the rule is for.")]
    public string? Description { get; set; }

    [Description("Whether the rule is applied.")]
    public bool? Enabled { get; set; }

    [Description("HTTP methods the rule is for; empty means all.")]
    [HttpMethod]
    public List<string>? Methods { get; set; }

    [Description("The policy to apply.")]
    public Policy? Policy { get; set; }
}
