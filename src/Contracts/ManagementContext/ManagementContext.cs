using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>An APIM environment that other objects are synced to.</summary>
[Description("An APIM environment and how to sign in to it. Other objects name it to be synced there.")]
[ShortNames("graviteecontexts")]
[Categories(ApiGroup.Category)]
[PrinterColumn("BaseUrl", "string", ".spec.baseUrl", Description = "URL of APIM's management API.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the context can be used.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Organization", "string", ".spec.organizationId", Priority = 1, Description = "Organization in APIM.")]
[PrinterColumn("Environment", "string", ".spec.environmentId", Priority = 1, Description = "Environment in APIM.")]
public sealed class ManagementContext : IResource<ManagementContext>, IHasStatus<ManagementContextStatus>
{
    /// <inheritdoc/>
    public static ResourceType<ManagementContext> Type { get; } = new(
        ApiGroup.Name,
        ApiGroup.Version,
        nameof(ManagementContext),
        "managementcontexts",
        true,
        ContractsJson.Relaxed.ManagementContext);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(ManagementContext);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("Where the environment is and how to sign in.")]
    public ManagementContextSpec? Spec { get; set; }

    [Description("What the operator knows about the context.")]
    public ManagementContextStatus? Status { get; set; }
}
