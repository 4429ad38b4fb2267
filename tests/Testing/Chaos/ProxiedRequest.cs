namespace Gko.Testing.Chaos;

/// <summary>A request that an <see cref="HttpProxy"/> saw.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">With its question mark; empty when there is none.</param>
/// <param name="At">When it arrived: a time stamp of the system's clock.</param>
public sealed record ProxiedRequest(string Method, string Path, string Query, long At)
{
    /// <summary>Whether it asks for a stream of changes.</summary>
    public bool IsWatch => Query.Contains("watch=true", StringComparison.Ordinal);
}
