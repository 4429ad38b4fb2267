namespace Gko.Kubernetes.Admission.Registration;

/// <summary>One condition of a <see cref="LabelSelector"/>.</summary>
public sealed class LabelSelectorRequirement
{
    /// <summary>The label that is looked at.</summary>
    public string? Key { get; set; }

    /// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</summary>
    public string? Operator { get; set; }

    /// <summary>The values of <c>In</c> and <c>NotIn</c>; none otherwise.</summary>
    public List<string>? Values { get; set; }
}
