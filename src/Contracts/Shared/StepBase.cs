using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What the policies of all kinds of flows have in common.</summary>
public abstract class StepBase
{
    [Description("Name of the step, shown in the console.")]
    public string? Name { get; set; }

    [Description("What the step is for.")]
    public string? Description { get; set; }

    [Description("Whether the policy is applied.")]
    [Required]
    [Default(true)]
    public bool? Enabled { get; set; }

    [Description("Plugin that implements the policy, such as rate-limit or transform-headers.")]
    public string? Policy { get; set; }

    [Description("Settings of that policy, passed on unchanged.")]
    [PreserveUnknownFields]
    public JsonElement? Configuration { get; set; }

    [Description("Expression that a request must meet for the policy to run.")]
    public string? Condition { get; set; }
}
