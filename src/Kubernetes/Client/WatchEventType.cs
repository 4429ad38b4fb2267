namespace Gko.Kubernetes.Client;

/// <summary>What a <see cref="WatchEvent{T}"/> reports.</summary>
public enum WatchEventType
{
    /// <summary>An object appeared, or is reported for the first time.</summary>
    Added,

    /// <summary>An object changed.</summary>
    Modified,

    /// <summary>An object is gone.</summary>
    Deleted,

    /// <summary>Nothing but progress of the resource version.</summary>
    Bookmark,

    /// <summary>The watch failed on the server; the event carries a status and is the last one.</summary>
    Error,
}
