using System.Text.Json.Serialization.Metadata;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>
/// Turns an API of either version into what APIM and gateways are to hold. Webhooks send it as a dry run, reconcilers for real:
/// both see the same.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
/// <typeparam name="TSpec">Its spec.</typeparam>
/// <typeparam name="TStatus">Its status.</typeparam>
public abstract class ApiResolver<T, TSpec, TStatus>
    where T : class, IResource<T>, IApi
    where TSpec : ApiSpec, new()
    where TStatus : ApiStatus
{
    private readonly SpecTemplates _templates;
    private readonly DependencyIndex _dependencies;
    private readonly JsonTypeInfo<TSpec> _json;

    private protected ApiResolver(SpecTemplates templates, DependencyIndex dependencies, JsonTypeInfo<TSpec> json) =>
        (_templates, _dependencies, _json) = (templates, dependencies, json);

    /// <summary>Resolves everything that a stored API refers to, and remembers what that was in the <see cref="DependencyIndex"/>.</summary>
    public async ValueTask<ApiResolution<TSpec, TStatus>> ResolveAsync(T api, CancellationToken ct)
    {
        var resolution = await ReadAsync(api, _dependencies.Read(ReferenceKey.Of(api)), isPreview: false, ct).ConfigureAwait(false);
        _dependencies.Record(ReferenceKey.Of(api), resolution.Sources);
        return resolution;
    }

    /// <summary>
    /// What <see cref="ResolveAsync"/> would give if the API was stored like this, but for the groups that are told of events:
    /// APIM refuses those that it does not have yet, and they may come in the same apply. Remembers nothing.
    /// </summary>
    public ValueTask<ApiResolution<TSpec, TStatus>> PreviewAsync(T api, CancellationToken ct) =>
        ReadAsync(api, new ReadLog(), isPreview: true, ct);

    /// <summary>Follows what the API refers to, in upstream's order.</summary>
    /// <param name="api">As stored, or as it would be.</param>
    /// <param name="final">The spec with its templates evaluated; references in it are to be replaced.</param>
    /// <param name="findings">Gets what stands in the way.</param>
    /// <param name="isPreview">Whether to leave out the groups that are told of events.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    /// <returns>What is to be sent and stored with a given status.</returns>
    private protected abstract ValueTask<Func<TStatus?, DesiredApi>> FollowAsync(
        T api, TSpec final, Findings findings, bool isPreview, CancellationToken ct);

    private async ValueTask<ApiResolution<TSpec, TStatus>> ReadAsync(T api, ReadLog reads, bool isPreview, CancellationToken ct)
    {
        var findings = new Findings(reads);
        var stored = (TSpec?)api.CommonSpec ?? new TSpec();
        var spec = await _templates.CompileAsync(stored, _json, ObjectKey.Of(api), findings, ct).ConfigureAwait(false);
        if (spec is null)
        {
            return new(stored, findings);
        }

        var desire = await FollowAsync(api, ApiSpecs.Writable(spec, _json), findings, isPreview, ct).ConfigureAwait(false);
        return new(spec, findings, (TStatus?)api.CommonStatus, desire);
    }
}
