using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>One object of the cluster, whatever its kind: the source or the dependent of a <see cref="DependencyIndex"/>.</summary>
/// <param name="Kind">As in manifests, such as <c>Secret</c>; objects seen as metadata only carry the same.</param>
/// <param name="Key">Its namespace and name.</param>
public readonly record struct ReferenceKey(string Kind, ObjectKey Key)
{
    /// <summary>An object of that kind, which need not exist.</summary>
    public static ReferenceKey Of<T>(ObjectKey key) where T : class, IResource<T> => new(T.Type.Kind, key);

    /// <summary>That object.</summary>
    public static ReferenceKey Of<T>(T resource) where T : class, IResource<T> => Of<T>(ObjectKey.Of(resource));

    /// <summary><c>Kind namespace/name</c>.</summary>
    public override string ToString() => $"{Kind} {Key}";
}
