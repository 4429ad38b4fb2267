using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Key-value pairs that all APIs of an environment can read.</summary>
[Description("Key-value pairs that all APIs of an environment read through expressions.")]
[ShortNames("graviteedictionaries")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Type", "string", ".spec.type", Description = "Where the entries come from.")]
[PrinterColumn("Deployed", "boolean", ".spec.deployed", Description = "Whether gateways get the dictionary.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Url", "string", ".spec.dynamic.provider.url", Priority = 1, Description = "Where the entries are fetched from.")]
[PrinterColumn("Context", "string", ".spec.contextRef.name", Priority = 1, Description = "Management context of the object.")]
[PrinterColumn("Id", "string", ".status.id", Priority = 1, Description = "Id of the object in APIM.")]
[PrinterColumn("Organization", "string", ".status.organizationId", Priority = 1, Description = "Organization the object was synced to.")]
[PrinterColumn("Environment", "string", ".status.environmentId", Priority = 1, Description = "Environment the object was synced to.")]
public sealed class Dictionary : IResource<Dictionary>, IHasStatus<DictionaryStatus>
{
    /// <inheritdoc/>
    public static ResourceType<Dictionary> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(Dictionary), "dictionaries", true, ContractsJson.Relaxed.Dictionary);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(Dictionary);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The dictionary as it should be.")]
    public DictionarySpec? Spec { get; set; }

    [Description("The dictionary as the operator last saw it.")]
    public DictionaryStatus? Status { get; set; }
}
