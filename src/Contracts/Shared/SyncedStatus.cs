using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What the statuses of kinds with a counterpart in APIM have in common.</summary>
public abstract class SyncedStatus : StatusBase
{
    [Description("Organization in APIM that the object was synced to.")]
    public string? OrganizationId { get; set; }

    [Description("Environment in APIM that the object was synced to.")]
    public string? EnvironmentId { get; set; }

    [Description("Id of the object in APIM; deletion works with it even when the spec or the context is gone.")]
    public string? Id { get; set; }

    [Description("What APIM complained about when it took the object.")]
    public ApiErrors? Errors { get; set; }

    [Description("Hash of the last definition that APIM acknowledged; an equal one is not sent again.")]
    public string? SyncHash { get; set; }
}
