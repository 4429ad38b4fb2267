using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>Receives what a <see cref="Reflector{T}"/> learns, from one task at a time.</summary>
internal interface IReflectorSink<T>
    where T : class, IResource<T>
{
    /// <summary>A complete list: what is in neither argument does not exist.</summary>
    void Replace(IReadOnlyList<T> items, IReadOnlyCollection<UndecodableObject> undecodable, string? resourceVersion);

    /// <summary>Added, Modified or Deleted, in order; the object may be undecodable.</summary>
    void Apply(in WatchEvent<T> change);

    /// <summary>Nothing changed up to that version.</summary>
    void Progress(string resourceVersion);

    /// <summary>The server answers as it should, after having been <see cref="Degraded"/> or for the first time.</summary>
    void Healthy();

    /// <summary>An attempt failed; another follows.</summary>
    void Degraded(Exception error);

    /// <summary>A request is about to be sent.</summary>
    void Requesting(ReflectorRequest request);
}
