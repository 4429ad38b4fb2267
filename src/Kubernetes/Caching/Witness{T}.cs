using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>
/// Remembers the object that changed last, to tell later whether a server still has the same past: one that lost its data, or
/// was restored from a backup, does not have that object, or has an older one.
/// </summary>
internal sealed class Witness<T>
    where T : class, IResource<T>
{
    private ObjectKey _key;
    private string? _uid;
    private string? _version;

    /// <summary>Null when there is none to ask for.</summary>
    public ObjectKey? Key => _uid is null ? null : _key;

    /// <summary>Takes the latest of a complete list.</summary>
    public void Replace(IReadOnlyList<T> items)
    {
        _uid = null;
        foreach (var item in items)
        {
            if (_uid is null || ResourceVersions.IsNewer(item.Metadata.ResourceVersion, _version))
            {
                Remember(item);
            }
        }
    }

    /// <summary>Takes an object that was added or modified.</summary>
    public void Remember(T resource) =>
        (_key, _uid, _version) = (ObjectKey.Of(resource), resource.Metadata.Uid, resource.Metadata.ResourceVersion);

    /// <summary>The object is gone.</summary>
    public void Forget(T resource) => _uid = ObjectKey.Of(resource) == _key ? null : _uid;

    /// <summary>Whether this is what one must find in the same past.</summary>
    public bool Recognises(T? found) =>
        found is not null && found.Metadata.Uid == _uid && !ResourceVersions.IsNewer(_version, found.Metadata.ResourceVersion);
}
