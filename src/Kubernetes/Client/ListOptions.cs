namespace Gko.Kubernetes.Client;

/// <summary>Which objects a list returns and how fresh they must be.</summary>
public sealed record ListOptions
{
    /// <summary>Only objects with these labels, in the API server's syntax.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Only objects with these fields, in the API server's syntax.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Null asks for the latest state from etcd, <c>0</c> for whatever the API server has cached.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>Exact</c> or <c>NotOlderThan</c>; only with a resource version.</summary>
    public string? ResourceVersionMatch { get; init; }

    /// <summary>Page size; null for everything at once with <see cref="IKubeClient.ListPageAsync"/>, 500 with <see cref="IKubeClient.ListAsync"/>.</summary>
    public int? Limit { get; init; }

    /// <summary>The token of the previous page.</summary>
    public string? Continue { get; init; }
}
