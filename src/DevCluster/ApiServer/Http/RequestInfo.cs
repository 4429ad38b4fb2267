namespace Gko.DevCluster.ApiServer;

/// <summary>What a path and method mean in the Kubernetes API.</summary>
internal sealed record RequestInfo
{
    /// <summary><c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c> or <c>deletecollection</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>Whether the path names a resource; otherwise nothing below is set.</summary>
    public bool IsResource { get; init; }

    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Null for all namespaces and for cluster-scoped kinds.</summary>
    public string? Namespace { get; init; }

    public string Plural { get; init; } = "";

    public string Name { get; init; } = "";

    public string Subresource { get; init; } = "";

    public static RequestInfo Parse(string method, string path, bool watch)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return parts switch
        {
            ["api", var version, .. var rest] when rest.Length > 0 => Resource(method, "", version, rest, watch),
            ["apis", var group, var version, .. var rest] when rest.Length > 0 => Resource(method, group, version, rest, watch),
            _ => new RequestInfo { Verb = method.ToLowerInvariant() },
        };
    }

    /// <summary>The question for the authorizer.</summary>
    public AccessRequest ToAccess(string path) => IsResource
        ? new AccessRequest(Verb)
        {
            Group = Group,
            Resource = Plural,
            Subresource = Subresource,
            Namespace = Namespace ?? (Group.Length == 0 && Plural == "namespaces" && Name.Length > 0 ? Name : null),
            Name = Verb == "create" ? "" : Name,
        }
        : new AccessRequest(Verb) { Path = path };

    private static RequestInfo Resource(string method, string group, string version, string[] rest, bool watch)
    {
        string? ns = null;
        if (rest is ["namespaces", var named, _, ..] && rest[2] is not ("status" or "finalize"))
        {
            (ns, rest) = (named, rest[2..]);
        }

        var name = rest.Length > 1 ? rest[1] : "";
        return new RequestInfo
        {
            Verb = VerbOf(method, name.Length > 0, watch),
            IsResource = true,
            Group = group,
            Version = version,
            Namespace = ns,
            Plural = rest[0],
            Name = name,
            Subresource = rest.Length > 2 ? string.Join('/', rest[2..]) : "",
        };
    }

    private static string VerbOf(string method, bool named, bool watch) => method switch
    {
        "GET" or "HEAD" when named => "get",
        "GET" or "HEAD" => watch ? "watch" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => named ? "delete" : "deletecollection",
        _ => method.ToLowerInvariant(),
    };
}
