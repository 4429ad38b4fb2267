using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A resource that several APIs can share.</summary>
[Description("A cache, an identity provider or the like that several APIs use by reference.")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Type", "string", ".spec.type", Description = "Plugin that implements the resource.")]
[PrinterColumn("Enabled", "boolean", ".spec.enabled", Description = "Whether policies can use the resource.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Resource", "string", ".spec.name", Priority = 1, Description = "Name by which policies refer to the resource.")]
public sealed class ApiResource : IResource<ApiResource>, IHasStatus<ApiResourceStatus>
{
    /// <inheritdoc/>
    public static ResourceType<ApiResource> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(ApiResource), "apiresources", true, ContractsJson.Relaxed.ApiResource);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(ApiResource);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The resource, as it could stand in an API.")]
    public ApiResourceSpec? Spec { get; set; }

    [Description("What the operator knows about the resource.")]
    public ApiResourceStatus? Status { get; set; }
}
