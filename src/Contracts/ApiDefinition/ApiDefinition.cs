using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A v2 API that the operator keeps in step with APIM, with gateways in this cluster, or with both.</summary>
[Description("A v2 API: gateways serve its entrypoints, apply its policies and call its backends.")]
[ShortNames("graviteeapis")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Entrypoint", "string", ".spec.proxy.virtual_hosts[*].path", Description = "Paths under which gateways serve the API.")]
[PrinterColumn("Endpoint", "string", ".spec.proxy.groups[*].endpoints[*].target", Description = "Backends of the API.")]
[PrinterColumn("Version", "string", ".spec.version", Description = "Version of the API.")]
[PrinterColumn("State", "string", ".status.state", Description = "Whether APIM has the API started.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Context", "string", ".spec.contextRef.name", Priority = 1, Description = "Management context of the API.")]
[PrinterColumn("Id", "string", ".status.id", Priority = 1, Description = "Id of the API in APIM.")]
[PrinterColumn("Organization", "string", ".status.organizationId", Priority = 1, Description = "Organization the API was synced to.")]
[PrinterColumn("Environment", "string", ".status.environmentId", Priority = 1, Description = "Environment the API was synced to.")]
public sealed class ApiDefinition : IResource<ApiDefinition>, IHasStatus<ApiDefinitionStatus>, IApi
{
    /// <inheritdoc/>
    public static ResourceType<ApiDefinition> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(ApiDefinition), "apidefinitions", true, ContractsJson.Relaxed.ApiDefinition);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(ApiDefinition);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The API as it should be.")]
    public ApiDefinitionSpec? Spec { get; set; }

    [Description("The API as the operator last saw it.")]
    public ApiDefinitionStatus? Status { get; set; }

    /// <inheritdoc/>
    ApiSpec? IApi.CommonSpec => Spec;

    /// <inheritdoc/>
    ApiStatus? IApi.CommonStatus => Status;
}
