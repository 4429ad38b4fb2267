namespace Gko.Kubernetes.Client;

/// <summary>Options of every write.</summary>
public record WriteOptions
{
    /// <summary>The name under which the API server records who owns the written fields.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Let the API server check the write, admission included, without storing it.</summary>
    public bool DryRun { get; init; }
}
