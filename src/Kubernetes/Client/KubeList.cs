namespace Gko.Kubernetes.Client;

/// <summary>One page of objects. An item that cannot be decoded costs only itself.</summary>
public sealed class KubeList<T> where T : class
{
    /// <summary>The version of the list and how to go on.</summary>
    public ListMeta Metadata { get; init; } = new();

    /// <summary>The objects that could be read.</summary>
    public List<T> Items { get; init; } = [];

    /// <summary>The items that are not in <see cref="Items"/> because they do not fit <typeparamref name="T"/>.</summary>
    public List<UndecodableObject> Undecodable { get; init; } = [];
}
