namespace Gko.Kubernetes.Configuration;

/// <summary>The identity that the API server shall put in place of the caller's.</summary>
public sealed record Impersonation
{
    public required string User { get; init; }

    public string? Uid { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();
}
