using System.Text.Json.Serialization;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>A way to get access to a v2 API.</summary>
public sealed class Plan : PlanBase
{
    [Description("Name of the plan, unique in the API.")]
    [Required]
    public string? Name { get; set; }

    [Description("What the plan offers.")]
    [Required]
    public string? Description { get; set; }

    [Description("How clients identify themselves: KEY_LESS (not at all), API_KEY, JWT, OAUTH2 or MTLS.")]
    [Required]
    public string? Security { get; set; }

    [Description("Settings of JWT and OAUTH2 plans, as a JSON text.")]
    public string? SecurityDefinition { get; set; }

    [Description("Expression that chooses this plan for a request, where several have the same security.")]
    [JsonPropertyName("selection_rule")]
    public string? SelectionRule { get; set; }

    [Description("Policies for requests of this plan only.")]
    [Default(Json = "[]")]
    public List<Flow>? Flows { get; set; }

    [Description("Policies by path, the older form of flows.")]
    public Dictionary<string, List<Rule>>? Paths { get; set; }

    [Description("Names of groups whose members do not see the plan.")]
    [Default(Json = "[]")]
    [JsonPropertyName("excluded_groups")]
    public List<string>? ExcludedGroups { get; set; }

    [Description("Id of the API. The operator fills it in.")]
    public string? Api { get; set; }
}
