namespace Gko.DevCluster.ApiServer;

/// <summary>What a write is about and how it was asked for; warnings collect on the way.</summary>
internal sealed record WriteContext
{
    public required ResourceDefinition Resource { get; init; }

    /// <summary>Null for cluster-scoped kinds.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The name of the path; empty for a create.</summary>
    public string Name { get; init; } = "";

    /// <summary>Empty, or <c>status</c>.</summary>
    public string Subresource { get; init; } = "";

    public required ApiUser User { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Who owns the fields that this write sets.</summary>
    public string FieldManager { get; init; } = "unknown";

    /// <summary>Whether <see cref="FieldManager"/> was named in the query; an apply needs that.</summary>
    public bool HasFieldManager { get; init; }

    public FieldValidation Validation { get; init; } = FieldValidation.Warn;

    public bool Force { get; init; }

    /// <summary>Texts for <c>Warning</c> headers.</summary>
    public List<string> Warnings { get; } = [];

    public StoreKey Key => Resource.Key(Namespace, Name);
}

/// <summary>What happens to unknown and repeated fields.</summary>
internal enum FieldValidation
{
    Ignore,
    Warn,
    Strict,
}
