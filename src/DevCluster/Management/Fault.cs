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

    /// <summary>Waits before anything else happens; <see cref="Timeout.InfiniteTimeSpan"/> never answers.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Breaks the connection instead of answering.</summary>
    public bool Reset { get; init; }

    /// <summary>Answers with this status instead of doing what was asked; null does it after the delay.</summary>
    public int? Status { get; init; }

    /// <summary>Body of that answer, as JSON when it looks like it.</summary>
    public string Body { get; init; } = "";

    /// <summary>Headers of that answer, such as <c>Retry-After</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How many requests are disturbed; null disturbs all until the fault is removed.</summary>
    public int? Times { get; init; }
}
