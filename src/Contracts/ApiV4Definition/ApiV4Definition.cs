using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A v4 API that the operator keeps in step with APIM, with gateways in this cluster, or with both.</summary>
[Description("A v4 API: gateways serve its listeners, apply its policies and call its endpoints.")]
[ShortNames("graviteev4apis")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Type", "string", ".spec.type", Description = "What the API speaks.")]
[PrinterColumn("State", "string", ".spec.state", Description = "Whether gateways are to serve the API.")]
[PrinterColumn("Lifecycle State", "string", ".spec.lifecycleState", Description = "Where the API is in its life on the portal.")]
[PrinterColumn("Version", "string", ".spec.version", Description = "Version of the API.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Entrypoint", "string", ".spec.listeners[*].paths[*].path", Priority = 1, Description = "First path of the API.")]
[PrinterColumn("Endpoint", "string", ".spec.endpointGroups[*].endpoints[*].configuration.target", Priority = 1, Description = "First backend.")]
[PrinterColumn("Context", "string", ".spec.contextRef.name", Priority = 1, Description = "Management context of the object.")]
[PrinterColumn("Id", "string", ".status.id", Priority = 1, Description = "Id of the object in APIM.")]
[PrinterColumn("Organization", "string", ".status.organizationId", Priority = 1, Description = "Organization the object was synced to.")]
[PrinterColumn("Environment", "string", ".status.environmentId", Priority = 1, Description = "Environment the object was synced to.")]
public sealed class ApiV4Definition : IResource<ApiV4Definition>, IHasStatus<ApiV4DefinitionStatus>, IApi
{
    /// <inheritdoc/>
    public static ResourceType<ApiV4Definition> Type { get; } = new(
        ApiGroup.Name,
        ApiGroup.Version,
        nameof(ApiV4Definition),
        "apiv4definitions",
        true,
        ContractsJson.Relaxed.ApiV4Definition);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(ApiV4Definition);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The API as it should be.")]
    public ApiV4DefinitionSpec? Spec { get; set; }

    [Description("The API as the operator last saw it.")]
    public ApiV4DefinitionStatus? Status { get; set; }

    /// <inheritdoc/>
    ApiSpec? IApi.CommonSpec => Spec;

    /// <inheritdoc/>
    ApiStatus? IApi.CommonStatus => Status;
}
