namespace Gko.Kubernetes.Client;

/// <summary>What a watch reports and from when.</summary>
public sealed record WatchOptions
{
    /// <summary>Only objects with these labels, in the API server's syntax.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Only objects with these fields, in the API server's syntax.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Report what happened after this version.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Let the server report its resource version now and then, so that a later watch need not start over.</summary>
    public bool AllowBookmarks { get; init; } = true;

    /// <summary>Report all present objects first, then a bookmark with <see cref="WatchEvent{T}.InitialEventsEnd"/>, then changes.</summary>
    public bool SendInitialEvents { get; init; }

    /// <summary>How long the server keeps the watch open; null for a random time between 5 and 10 minutes.</summary>
    public TimeSpan? Timeout { get; init; }
}
