using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Who maintains a v4 API and where gateways take it from.</summary>
public sealed class DefinitionContext
{
    [Description("Who maintains the API; always KUBERNETES.")]
    [Default(DefinitionSources.Kubernetes)]
    [AllowedValues(DefinitionSources.Kubernetes)]
    public string? Origin { get; set; }

    [Description("Where gateways take the API from: a ConfigMap in this cluster (KUBERNETES) or APIM (MANAGEMENT).")]
    [Default(DefinitionSources.Management)]
    [AllowedValues(DefinitionSources.Kubernetes, DefinitionSources.Management)]
    public string? SyncFrom { get; set; }
}
