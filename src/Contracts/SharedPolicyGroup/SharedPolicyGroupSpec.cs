using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Policies and when they run.</summary>
public sealed class SharedPolicyGroupSpec
{
    [Description("The ManagementContext that says which APIM environment this group is synced to.")]
    [Required]
    public NamespacedReference? ContextRef { get; set; }

    [Description("Id that stays the same in every environment. Left out, the operator takes care of it. Cannot be changed.")]
    public string? CrossId { get; set; }

    [Description("Filled in by the operator; do not set it.")]
    public string? Hrid { get; set; }

    [Description("Name of the group as people see it in the console.")]
    [Required]
    public string? Name { get; set; }

    [Description("What the group is for.")]
    public string? Description { get; set; }

    [Description("What an API needs for the group to work, shown to those who use it.")]
    public string? PrerequisiteMessage { get; set; }

    [Description("Type of the APIs that can use the group. Cannot be changed.")]
    [Required]
    [AllowedValues(ApiTypes.Message, ApiTypes.Proxy)]
    public string? ApiType { get; set; }

    [Description("The part of a flow in which the group can run. Cannot be changed.")]
    [Required]
    [AllowedValues(
        PolicyGroupPhases.Request, PolicyGroupPhases.Response, PolicyGroupPhases.Publish, PolicyGroupPhases.Subscribe)]
    public string? Phase { get; set; }

    [Description("The policies, in order.")]
    public List<SharedPolicyGroupStep>? Steps { get; set; }
}
