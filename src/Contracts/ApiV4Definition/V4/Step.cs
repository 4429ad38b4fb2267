using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>One policy of a flow, or a group of policies.</summary>
public sealed class Step : StepBase
{
    [Description("Expression that a message must meet for the policy to run.")]
    public string? MessageCondition { get; set; }

    [Description("A SharedPolicyGroup to run here; policy and configuration are then left out.")]
    public NamespacedReference? SharedPolicyGroupRef { get; set; }
}
