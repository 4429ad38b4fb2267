using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What the statuses of v2 and v4 APIs have in common.</summary>
public abstract class ApiStatus : SyncedStatus
{
    [Description("Id of the API that is the same in every environment.")]
    public string? CrossId { get; set; }

    [Description("Whether APIM has the API started or stopped.")]
    [AllowedValues(ApiStates.Started, ApiStates.Stopped)]
    public string? State { get; set; }

    [Description("Ids of the plans in APIM, by the key that the spec uses for them.")]
    public Dictionary<string, string>? Plans { get; set; }

    [Description("Completed or Failed. Kept for older tools; read the Ready condition instead.")]
    public string? ProcessingStatus { get; set; }

    [Description("How many Subscription objects point to this API. It cannot be deleted before they are.")]
    public int? Subscriptions { get; set; }
}
