namespace Gko.Kubernetes.Configuration;

/// <summary>The identity that the API server shall put in place of the caller's.</summary>
public sealed record Impersonation
{
    /// <summary>The user whose rights count.</summary>
    public required string User { get; init; }

    /// <summary>The user's uid; null to leave it out.</summary>
    public string? Uid { get; init; }

    /// <summary>The user's groups, in place of those that the API server knows.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Further attributes of the user.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();
}
