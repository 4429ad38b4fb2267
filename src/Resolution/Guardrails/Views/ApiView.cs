using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>What rules look at, whichever generation the API is of. Fields are paths in its spec.</summary>
internal sealed record ApiView
{
    public required string Namespace { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public string? Name { get; init; }

    public string? Version { get; init; }

    public string? Visibility { get; init; }

    /// <summary>Null for an API that is not synced to APIM.</summary>
    public ObjectKey? Context { get; init; }

    public IReadOnlyList<PlanView> Plans { get; init; } = [];

    public IReadOnlyList<EndpointView> Endpoints { get; init; } = [];

    /// <summary>Paths of HTTP listeners, cleaned, without the host.</summary>
    public IReadOnlyList<FieldText> Paths { get; init; } = [];

    public IReadOnlyList<PolicyView> Policies { get; init; } = [];

    /// <summary>Sharding tags of the API itself, then those of its plans and flows.</summary>
    public IReadOnlyList<FieldText> Tags { get; init; } = [];

    /// <summary>Whether the API itself has a sharding tag.</summary>
    public bool IsTagged { get; init; }

    public TemplatedFields Templated { get; init; } = TemplatedFields.None;

    /// <summary>Whether templates were evaluated; if not, nobody knows what becomes of a text that has one.</summary>
    public bool IsCompiled { get; init; } = true;
}
