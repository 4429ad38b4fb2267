using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Policies that the flows of several v4 APIs share.</summary>
[Description("Policies that the flows of several v4 APIs share.")]
[ShortNames("sharedpolicygroups")]
[Categories(ApiGroup.Category)]
[PrinterColumn("name", "string", ".spec.name", Description = "Name of the group in APIM.")]
[PrinterColumn("description", "string", ".spec.description", Description = "What the group is for.")]
[PrinterColumn("apiType", "string", ".spec.apiType", Description = "Type of the APIs that can use the group.")]
[PrinterColumn("Phase", "string", ".spec.phase", Description = "When the group runs.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Context", "string", ".spec.contextRef.name", Priority = 1, Description = "Management context of the object.")]
[PrinterColumn("Id", "string", ".status.id", Priority = 1, Description = "Id of the object in APIM.")]
[PrinterColumn("Organization", "string", ".status.organizationId", Priority = 1, Description = "Organization the object was synced to.")]
[PrinterColumn("Environment", "string", ".status.environmentId", Priority = 1, Description = "Environment the object was synced to.")]
public sealed class SharedPolicyGroup : IResource<SharedPolicyGroup>, IHasStatus<SharedPolicyGroupStatus>
{
    /// <inheritdoc/>
    public static ResourceType<SharedPolicyGroup> Type { get; } = new(
        ApiGroup.Name,
        ApiGroup.Version,
        nameof(SharedPolicyGroup),
        "sharedpolicygroups",
        true,
        ContractsJson.Relaxed.SharedPolicyGroup);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(SharedPolicyGroup);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The policies and when they run.")]
    public SharedPolicyGroupSpec? Spec { get; set; }

    [Description("The group as the operator last saw it.")]
    public SharedPolicyGroupStatus? Status { get; set; }
}
