using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Says what an ApiResource holds once its templates are evaluated. It has no counterpart in APIM: APIs take it in.</summary>
public sealed class ApiResourceResolver
{
    private readonly SpecTemplates _templates;
    private readonly DependencyIndex _dependencies;

    internal ApiResourceResolver(SpecTemplates templates, DependencyIndex dependencies) =>
        (_templates, _dependencies) = (templates, dependencies);

    /// <summary>Evaluates a stored resource, and remembers what its templates read in the <see cref="DependencyIndex"/>.</summary>
    public async ValueTask<Resolved<ApiResourceSpec>> ResolveAsync(ApiResource resource, CancellationToken ct)
    {
        var reads = _dependencies.Read(ReferenceKey.Of(resource));
        var resolved = await ResolveAsync(resource, reads, ct).ConfigureAwait(false);
        _dependencies.Record(ReferenceKey.Of(resource), reads.Sources);
        return resolved;
    }

    /// <summary>What <see cref="ResolveAsync(ApiResource, CancellationToken)"/> would give if the resource was stored like this; remembers nothing.</summary>
    public ValueTask<Resolved<ApiResourceSpec>> PreviewAsync(ApiResource resource, CancellationToken ct) =>
        ResolveAsync(resource, new ReadLog(), ct);

    private ValueTask<Resolved<ApiResourceSpec>> ResolveAsync(ApiResource resource, ReadLog reads, CancellationToken ct) =>
        _templates.CompileAsync(
            resource.Spec ?? new ApiResourceSpec(), ContractsJson.Relaxed.ApiResourceSpec, ObjectKey.Of(resource), reads, ct);
}
