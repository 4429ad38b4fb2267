namespace Gko.DevCluster.ApiServer;

/// <summary>One served kind: how it is named, what its objects look like, and which rules its writes follow.</summary>
internal sealed record ResourceDefinition
{
    private static readonly string[] AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public required string Singular { get; init; }

    public required bool Namespaced { get; init; }

    public required Schema Schema { get; init; }

    /// <summary>The list kind that the definition asks for, or null for the usual one.</summary>
    public string? DeclaredListKind { get; init; }

    public string ListKind => DeclaredListKind ?? $"{Kind}List";

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Verbs { get; init; } = AllVerbs;

    /// <summary>Whether <c>/status</c> is separate from the rest.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether the kind comes from a CustomResourceDefinition.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Whether <c>metadata.generation</c> counts changes of the desired state.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>Whether a PUT may leave out the resource version.</summary>
    public bool AllowsUnconditionalUpdate { get; init; }

    /// <summary>Whether a PUT of a missing object creates it.</summary>
    public bool CreatesOnUpdate { get; init; }

    public IReadOnlyList<PrinterColumn> Columns { get; init; } = [];

    /// <summary>Fields that may be selected on besides name and namespace, as dotted paths.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary><c>plural.group</c>, or the bare plural of a core kind.</summary>
    public string QualifiedName => Refusals.Dotted(Plural, Group);

    /// <summary>The key under which all versions of the resource are stored.</summary>
    public string StorageName => QualifiedName;

    /// <summary>Name of the kind in OpenAPI documents.</summary>
    public string OpenApiName => $"{string.Join('.', (Group.Length == 0 ? "core.api.k8s.io" : Group).Split('.').Reverse())}.{Version}.{Kind}";

    public StoreKey Key(string? ns, string name) => new(StorageName, Namespaced ? ns ?? "" : "", name);

    /// <summary>The path of the collection or of one object.</summary>
    public string Path(string? ns, string? name = null) =>
        (Group.Length == 0 ? $"/api/{Version}" : $"/apis/{ApiVersion}")
        + (Namespaced && ns is not null ? $"/namespaces/{ns}" : "") + $"/{Plural}" + (name is null ? "" : $"/{name}");
}
