using System.Text.Json.Serialization;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What plans of v2 and v4 APIs have in common.</summary>
public abstract class PlanBase
{
    [Description("Id of the plan in APIM. Left out, the operator derives one.")]
    public string? Id { get; set; }

    [Description("Id of the plan that is the same in every environment. Left out, the operator derives one.")]
    public string? CrossId { get; set; }

    [Description("PUBLISHED takes subscriptions, DEPRECATED only keeps the existing ones, STAGING is not visible yet.")]
    [Default(PlanStatuses.Published)]
    [AllowedValues(PlanStatuses.Published, PlanStatuses.Deprecated, PlanStatuses.Staging)]
    public string? Status { get; set; }

    [Description("API unless the plan belongs to the catalog.")]
    [Default(PlanTypes.Api)]
    [AllowedValues(PlanTypes.Api, PlanTypes.Catalog)]
    public string? Type { get; set; }

    [Description("AUTO accepts subscriptions at once, MANUAL waits for a person.")]
    [Default(PlanValidations.Auto)]
    [AllowedValues(PlanValidations.Auto, PlanValidations.Manual)]
    public string? Validation { get; set; }

    [Description("Sharding tags: the plan is deployed only on gateways that carry one of them.")]
    [Default(Json = "[]")]
    public List<string>? Tags { get; set; }

    [Description("Remarks about the plan that the portal lists.")]
    public List<string>? Characteristics { get; set; }

    [Description("Position among the plans, smallest first; the gateway tries them in this order.")]
    public int? Order { get; set; }

    [Description("Whether subscribers must say why they want access.")]
    [JsonPropertyName("comment_required")]
    public bool? CommentRequired { get; set; }
}
