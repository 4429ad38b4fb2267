namespace Gko.Kubernetes.Admission.Registration;

/// <summary>Selects objects by label; an empty one selects everything.</summary>
public sealed class LabelSelector
{
    /// <summary>Labels that must have exactly these values.</summary>
    public Dictionary<string, string>? MatchLabels { get; set; }

    /// <summary>Further demands, all of which must hold.</summary>
    public List<LabelSelectorRequirement>? MatchExpressions { get; set; }
}
