using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A rule that a stored API breaks.</summary>
public sealed class ListedViolation
{
    [Description("Kind of the API.")]
    [Required]
    public string? Kind { get; set; }

    [Description("Namespace of the API.")]
    public string? Namespace { get; set; }

    [Description("Name of the API.")]
    [Required]
    public string? Name { get; set; }

    [Description("The rule, as spec.rules calls it.")]
    [Required]
    public string? Rule { get; set; }

    [Description("The field of the API that breaks the rule.")]
    [Required]
    public string? Field { get; set; }

    [Description("What is wrong and what would be allowed.")]
    [Required]
    public string? Message { get; set; }
}
