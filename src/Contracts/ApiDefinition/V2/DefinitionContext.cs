using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Tells APIM who maintains an API.</summary>
public sealed class DefinitionContext
{
    [Description("kubernetes makes APIM treat the API as maintained by an operator.")]
    [Default(DefinitionOrigins.Kubernetes)]
    public string? Origin { get; set; }

    [Description("fully_managed makes the console read-only for everything the operator maintains.")]
    [Default(DefinitionModes.FullyManaged)]
    public string? Mode { get; set; }

    [Description("Where gateways take the API from: kubernetes (a ConfigMap) or management (APIM).")]
    [Default(DefinitionOrigins.Kubernetes)]
    public string? SyncFrom { get; set; }
}
