namespace Gko.Kubernetes.Caching;

/// <summary>What a <see cref="StoreChange{T}"/> reports.</summary>
public enum ChangeType
{
    Added,
    Modified,
    Deleted,
}
