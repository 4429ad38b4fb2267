using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>A way to get access to a v4 API.</summary>
public sealed class Plan : PlanBase
{
    [Description("Name of the plan as people see it.")]
    [Required]
    public string? Name { get; set; }

    [Description("What the plan offers.")]
    public string? Description { get; set; }

    [Description("Version of the definition format. Always V4.")]
    [Default(DefinitionVersions.V4)]
    public string? DefinitionVersion { get; set; }

    [Description("How clients identify themselves. Not for PUSH plans.")]
    public PlanSecurity? Security { get; set; }

    [Description("STANDARD plans are called by clients, PUSH plans send messages to them.")]
    [Default(PlanModes.Standard)]
    [AllowedValues(PlanModes.Standard, PlanModes.Push)]
    public string? Mode { get; set; }

    [Description("Expression that chooses this plan for a request, where several have the same security.")]
    public string? SelectionRule { get; set; }

    [Description("Policies for requests of this plan only.")]
    [Default(Json = "[]")]
    public List<Flow>? Flows { get; set; }

    [Description("Names of groups whose members do not see the plan.")]
    [Default(Json = "[]")]
    public List<string>? ExcludedGroups { get; set; }

    [Description("Key in the pages of the API of the page that subscribers must agree to.")]
    public string? GeneralConditions { get; set; }

    [Description("NATIVE APIs only: port on which the plan's clients reach the brokers first.")]
    public int? BootstrapPort { get; set; }

    [Description("NATIVE APIs only: first of the ports for single brokers.")]
    public int? BrokerRangeStart { get; set; }

    [Description("NATIVE APIs only: last of the ports for single brokers.")]
    public int? BrokerRangeEnd { get; set; }

    [Description("Filled in by the operator; do not set it.")]
    public string? Hrid { get; set; }

    [Description("Filled in by the operator; do not set it.")]
    public string? GeneralConditionsHrid { get; set; }
}
