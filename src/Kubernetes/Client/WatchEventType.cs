namespace Gko.Kubernetes.Client;

/// <summary>What a <see cref="WatchEvent{T}"/> reports.</summary>
public enum WatchEventType
{
    Added,
    Modified,
    Deleted,

    /// <summary>Nothing but progress of the resource version.</summary>
    Bookmark,

    /// <summary>The watch failed on the server; the event carries a status and is the last one.</summary>
    Error,
}
