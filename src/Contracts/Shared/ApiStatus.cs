using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What the statuses of v2 and v4 APIs have in common.</summary>
public abstract class ApiStatus : IStatus
{
    [Description("The metadata.generation that this status speaks of. Smaller than the current one means that a change is still being worked on.")]
    [Minimum(0)]
    public long? ObservedGeneration { get; set; }

    [Description("What is known about the API: Ready sums up, Accepted and ResolvedRefs tell the part that failed and why.")]
    [Default(Json = "[]")]
    [MaxItems(8)]
    [ListMapKeys("type")]
    public List<Condition>? Conditions { get; set; }

    [Description("Organization in APIM that the API was synced to.")]
    public string? OrganizationId { get; set; }

    [Description("Environment in APIM that the API was synced to.")]
    public string? EnvironmentId { get; set; }

    [Description("Id of the API in APIM; deletion works with it even when the spec or the context is gone.")]
    public string? Id { get; set; }

    [Description("Id of the API that is the same in every environment.")]
    public string? CrossId { get; set; }

    [Description("Whether APIM has the API started or stopped.")]
    [AllowedValues(ApiStates.Started, ApiStates.Stopped)]
    public string? State { get; set; }

    [Description("Ids of the plans in APIM, by the key that the spec uses for them.")]
    public Dictionary<string, string>? Plans { get; set; }

    [Description("What APIM complained about when it took the API.")]
    public ApiErrors? Errors { get; set; }

    [Description("Completed or Failed. Kept for older tools; read the Ready condition instead.")]
    public string? ProcessingStatus { get; set; }

    [Description("How many Subscription objects point to this API. It cannot be deleted before they are.")]
    public int? Subscriptions { get; set; }

    [Description("Hash of the last definition that APIM acknowledged; an equal one is not sent again.")]
    public string? SyncHash { get; set; }
}
