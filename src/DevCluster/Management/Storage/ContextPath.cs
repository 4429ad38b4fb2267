namespace Gko.DevCluster.Management.Storage;

/// <summary>A place under which an API is served.</summary>
/// <param name="Host">Empty when any host will do.</param>
/// <param name="Path">With slashes at both ends.</param>
/// <param name="OverrideEntrypoint">Part of what makes two equal.</param>
internal readonly record struct ContextPath(string Host, string Path, bool OverrideEntrypoint)
{
    public bool ConflictsWith(ContextPath other) =>
        Host == other.Host
        && (Path.StartsWith(other.Path, StringComparison.Ordinal) || other.Path.StartsWith(Path, StringComparison.Ordinal));
}
