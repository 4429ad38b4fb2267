namespace Gko.DevCluster.ApiServer;

/// <summary>What somebody wants to do: to a resource, or to a path when <see cref="Path"/> is set.</summary>
internal sealed record AccessRequest(string Verb)
{
    public string? Path { get; init; }

    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string? Namespace { get; init; }

    public string Name { get; init; } = "";

    public string FullResource => Subresource.Length > 0 ? $"{Resource}/{Subresource}" : Resource;
}
