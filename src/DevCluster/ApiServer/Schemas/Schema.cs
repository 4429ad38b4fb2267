using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// One node of a structural schema, parsed once. Custom and built-in kinds share it: pruning, defaulting, validation,
/// merging and server-side apply all read the same tree. Immutable after <see cref="SchemaReader"/> built it.
/// </summary>
internal sealed class Schema
{
    /// <summary>The schema as it was written, for OpenAPI.</summary>
    public required JsonObject Raw { get; init; }

    /// <summary><c>object</c>, <c>array</c>, <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, or empty.</summary>
    public string Type { get; init; } = "";

    public string Format { get; init; } = "";

    public bool Nullable { get; init; }

    public bool PreserveUnknown { get; init; }

    public bool IntOrString { get; init; }

    public bool EmbeddedResource { get; init; }

    public SortedDictionary<string, Schema> Properties { get; init; } = new(StringComparer.Ordinal);

    public Schema? Items { get; init; }

    /// <summary>The schema of a map's values (<c>additionalProperties</c>).</summary>
    public Schema? Values { get; init; }

    /// <summary><c>additionalProperties: true</c>.</summary>
    public bool AnyValues { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public JsonArray? Enum { get; init; }

    public JsonNode? Default { get; init; }

    /// <summary>Limits on numbers, texts, lists and maps.</summary>
    public SchemaBounds Bounds { get; init; } = SchemaBounds.None;

    /// <summary><c>atomic</c> (also when unset), <c>set</c> or <c>map</c>.</summary>
    public string ListType { get; init; } = "atomic";

    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    public bool AtomicMap { get; init; }

    /// <summary>The key by which a strategic merge patch matches list items; null where lists are replaced.</summary>
    public string? MergeKey { get; init; }

    /// <summary>Whether a strategic merge patch merges this list instead of replacing it.</summary>
    public bool MergesLists { get; init; }

    public IReadOnlyList<Schema> AllOf { get; init; } = [];

    public IReadOnlyList<Schema> AnyOf { get; init; } = [];

    public IReadOnlyList<Schema> OneOf { get; init; } = [];

    public Schema? Not { get; init; }

    public IReadOnlyList<CelRule> Rules { get; init; } = [];

    /// <summary>Whether this node or one below it has CEL rules.</summary>
    public bool HasRules { get; init; }

    /// <summary>The schema of a field, and whether the field is declared by name.</summary>
    public Schema? Field(string name, out bool declared)
    {
        declared = Properties.TryGetValue(name, out var field);
        return declared ? field : Values;
    }
}
