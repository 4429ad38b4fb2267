namespace Gko.Kubernetes.Caching;

/// <summary>The kinds of request that a <see cref="Reflector{T}"/> sends.</summary>
internal enum ReflectorRequest
{
    /// <summary>A watch that starts with all objects.</summary>
    WatchList,

    /// <summary>A list in pages.</summary>
    List,

    /// <summary>A watch from a known version.</summary>
    Watch,
}
