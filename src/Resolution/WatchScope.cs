namespace Gko.Resolution;

/// <summary>The namespaces that this operator instance looks after.</summary>
/// <param name="Namespaces">The watched namespaces; empty means the whole cluster.</param>
public sealed record WatchScope(IReadOnlyList<string> Namespaces)
{
    /// <summary>Whether the operator may read every namespace.</summary>
    public bool IsClusterWide => Namespaces.Count == 0;

    public bool Contains(string? @namespace) => IsClusterWide || Namespaces.Contains(@namespace ?? "");

    /// <summary>Why nothing of a namespace outside can be used, as a clause for messages.</summary>
    public string Refuse(string? @namespace) =>
        $"the namespace \"{@namespace}\" is out of this operator's reach, which watches {this}; refer to an object there, or have the operator watch that namespace too";

    /// <summary>The scope as a clause for messages.</summary>
    public override string ToString() =>
        IsClusterWide ? "all namespaces" : $"only the namespace{(Namespaces.Count > 1 ? "s" : "")} {string.Join(", ", Namespaces)}";
}
