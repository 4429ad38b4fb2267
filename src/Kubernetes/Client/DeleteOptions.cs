namespace Gko.Kubernetes.Client;

/// <summary>Options and preconditions of a deletion.</summary>
public sealed record DeleteOptions
{
    /// <summary><c>Background</c>, <c>Foreground</c> or <c>Orphan</c>; null leaves it to the kind.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary>Refuse (409) unless the object has this uid, so that a recreated one survives.</summary>
    public string? Uid { get; init; }

    /// <summary>Refuse (409) unless the object is at this version.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Check everything, delete nothing.</summary>
    public bool DryRun { get; init; }
}
