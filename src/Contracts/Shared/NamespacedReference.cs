using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Points to another object by name; without a namespace it means the namespace of the object that holds the reference.</summary>
public sealed class NamespacedReference
{
    [Description("Name of the object that is meant.")]
    [Required]
    public string? Name { get; set; }

    [Description("Namespace of that object. Left out, it is the namespace of the object that holds this reference.")]
    public string? Namespace { get; set; }

    [Description("Kind of that object, where more than one kind is possible.")]
    public string? Kind { get; set; }
}
