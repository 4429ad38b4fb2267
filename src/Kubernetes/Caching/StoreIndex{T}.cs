namespace Gko.Kubernetes.Caching;

/// <summary>
/// A way to find objects by value, such as "by the Secret they refer to". The instance itself is the handle for
/// <see cref="IStore{T}.ByIndex"/>: keep it in a static field next to the kind.
/// </summary>
/// <param name="name">For logs.</param>
/// <param name="keys">The values under which an object is found; a pure function of the object.</param>
public sealed class StoreIndex<T>(string name, Func<T, IEnumerable<string>> keys)
    where T : class
{
    /// <summary>For logs.</summary>
    public string Name { get; } = name;

    /// <summary>The values under which the object is found.</summary>
    public IEnumerable<string> KeysOf(T resource) => keys(resource);
}
