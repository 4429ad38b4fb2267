using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>One demand of a <see cref="NamespaceSelector"/>.</summary>
public sealed class NamespaceRequirement
{
    [Description("The label that is looked at.")]
    [Required]
    [Length(1, 316)]
    public string? Key { get; set; }

    [Description("How the label is looked at: In, NotIn, Exists or DoesNotExist.")]
    [Required]
    [AllowedValues(SelectorOperators.In, SelectorOperators.NotIn, SelectorOperators.Exists, SelectorOperators.DoesNotExist)]
    public string? Operator { get; set; }

    [Description("The values of In and NotIn; none for the other operators.")]
    [MinItems(1)]
    [MaxItems(256)]
    public List<string>? Values { get; set; }
}
