namespace Gko.Kubernetes.Caching;

/// <summary>What a <see cref="StoreChange{T}"/> reports.</summary>
public enum ChangeType
{
    /// <summary>It was not held before.</summary>
    Added,

    /// <summary>It was held in another version.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,
}
