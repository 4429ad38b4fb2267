namespace Gko.Kubernetes.Admission.Registration;

/// <summary>One condition of a <see cref="LabelSelector"/>.</summary>
public sealed class LabelSelectorRequirement
{
    public string? Key { get; set; }

    /// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</summary>
    public string? Operator { get; set; }

    public List<string>? Values { get; set; }
}
