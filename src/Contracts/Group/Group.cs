using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Users who together get roles on APIs, applications and integrations.</summary>
[Description("Users who together get roles on APIs and applications.")]
[ShortNames("graviteegroups")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Members at", "string", ".status.members", Description = "How many members APIM knows.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Group", "string", ".spec.name", Priority = 1, Description = "Name of the group in APIM.")]
[PrinterColumn("Context", "string", ".spec.contextRef.name", Priority = 1, Description = "Management context of the object.")]
[PrinterColumn("Id", "string", ".status.id", Priority = 1, Description = "Id of the object in APIM.")]
[PrinterColumn("Organization", "string", ".status.organizationId", Priority = 1, Description = "Organization the object was synced to.")]
[PrinterColumn("Environment", "string", ".status.environmentId", Priority = 1, Description = "Environment the object was synced to.")]
public sealed class Group : IResource<Group>, IHasStatus<GroupStatus>
{
    /// <inheritdoc/>
    public static ResourceType<Group> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(Group), "groups", true, ContractsJson.Relaxed.Group);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(Group);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The group as it should be.")]
    public GroupSpec? Spec { get; set; }

    [Description("The group as the operator last saw it.")]
    public GroupStatus? Status { get; set; }
}
