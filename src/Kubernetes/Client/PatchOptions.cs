namespace Gko.Kubernetes.Client;

/// <summary>Options of a patch.</summary>
public sealed record PatchOptions : WriteOptions
{
    /// <summary>Take over fields that another manager owns; only for <see cref="Patch.Apply"/>.</summary>
    public bool Force { get; init; }

    /// <summary>Patch this part of the object only, such as <c>status</c>.</summary>
    public string? Subresource { get; init; }
}
