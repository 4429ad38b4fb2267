using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Client;

/// <summary>One line of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object as it now is, or last was when deleted; null for bookmarks, errors and undecodable objects.</param>
/// <param name="ResourceVersion">Where to resume after this event; null for errors.</param>
/// <param name="InitialEventsEnd">True on the bookmark that ends the initial events.</param>
/// <param name="Status">The reason of an <see cref="WatchEventType.Error"/>.</param>
/// <param name="Undecodable">Set instead of <paramref name="Object"/> when the object does not fit <typeparamref name="T"/>.</param>
public readonly record struct WatchEvent<T>(
    WatchEventType Type,
    T? Object,
    string? ResourceVersion,
    bool InitialEventsEnd,
    KubeStatus? Status,
    UndecodableObject? Undecodable)
    where T : class;
