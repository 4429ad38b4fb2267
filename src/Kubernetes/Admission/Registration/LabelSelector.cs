namespace Gko.Kubernetes.Admission.Registration;

/// <summary>Selects objects by label; an empty one selects everything.</summary>
public sealed class LabelSelector
{
    public Dictionary<string, string>? MatchLabels { get; set; }

    public List<LabelSelectorRequirement>? MatchExpressions { get; set; }
}
