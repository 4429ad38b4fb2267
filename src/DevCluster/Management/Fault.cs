namespace Gko.DevCluster.Management;

/// <summary>A disturbance of the requests that match it.</summary>
public sealed record Fault
{
    /// <summary>HTTP verb; null matches all.</summary>
    public string? Method { get; init; }

    /// <summary>Regular expression that must match somewhere in the path; null matches all.</summary>
    public string? Path { get; init; }

    /// <summary>Text that the query must contain, such as <c>dryRun=true</c>; null matches all.</summary>
    public string? Query { get; init; }

    /// <summary>Text that the request's body must contain, such as the name of an API; null matches all.</summary>
    public string? Contains { get; init; }

    /// <summary>How many matching requests pass before the first is disturbed.</summary>
    public int Skip { get; init; }

    /// <summary>How many requests are disturbed; null disturbs all until the fault is removed.</summary>
    public int? Times { get; init; }

    /// <summary>Does what was asked first and disturbs only the answer, which the caller then never learns.</summary>
    public bool Apply { get; init; }

    /// <summary>Waits before it answers; <see cref="Timeout.InfiniteTimeSpan"/> never does.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Breaks the connection instead of answering.</summary>
    public bool Reset { get; init; }

    /// <summary>
    /// Sends the headers and as many bytes of the body, but never all of it, then breaks the connection; null sends everything.
    /// </summary>
    public int? Truncate { get; init; }

    /// <summary>Answers with this status and <see cref="Body"/>; null answers what was asked for.</summary>
    public int? Status { get; init; }

    /// <summary>Body of that answer, as JSON when it looks like it.</summary>
    public string Body { get; init; } = "";

    /// <summary>Headers of that answer, such as <c>Retry-After</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
