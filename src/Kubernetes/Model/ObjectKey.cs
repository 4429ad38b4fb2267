namespace Gko.Kubernetes.Model;

/// <summary>Namespace and name: what identifies an object within its kind.</summary>
/// <param name="Namespace">Null for cluster-scoped objects.</param>
/// <param name="Name">The object's name.</param>
public readonly record struct ObjectKey(string? Namespace, string Name)
{
    /// <summary>The key of an object.</summary>
    public static ObjectKey Of(IResource resource) => new(resource.Metadata.Namespace, resource.Metadata.Name ?? "");

    /// <summary><c>namespace/name</c>, or the bare name when cluster-scoped.</summary>
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}
