using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Chooses namespaces by label; all demands have to hold.</summary>
public sealed class NamespaceSelector
{
    [Description("Labels that must have exactly these values.")]
    public Dictionary<string, string>? MatchLabels { get; set; }

    [Description("Further demands, all of which must hold.")]
    [MinItems(1)]
    [MaxItems(64)]
    public List<NamespaceRequirement>? MatchExpressions { get; set; }
}
