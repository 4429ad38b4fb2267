using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>A group that may, or may not, see a page.</summary>
public sealed class AccessControl
{
    [Description("Name of the group.")]
    [Required]
    public string? ReferenceId { get; set; }

    [Description("Kind of the reference; only GROUP exists.")]
    [Required]
    [AllowedValues("GROUP")]
    public string? ReferenceType { get; set; }
}
