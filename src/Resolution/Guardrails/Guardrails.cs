using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;
using Gko.Resolution.Templating;

namespace Gko.Resolution;

/// <summary>
/// Holds APIs against the guardrails of the cluster. Everything comes from caches. A guardrail is compiled when it is first
/// needed, and what an API without templates looks like is found out once: both keep as long as the cached object does.
/// </summary>
public sealed class Guardrails
{
    private readonly GuardrailStores? _stores;
    private readonly IStore<SharedPolicyGroup> _groups;
    private readonly SpecTemplates _templates;
    private readonly ConditionalWeakTable<ApiGuardrail, CompiledGuardrail> _compiled = [];
    private readonly ConditionalWeakTable<IApi, ApiView> _views = [];

    internal Guardrails(GuardrailStores? stores, IStore<SharedPolicyGroup> groups, SpecTemplates templates) =>
        (_stores, _groups, _templates) = (stores, groups, templates);

    /// <summary>What an API breaks, by the names of the guardrails.</summary>
    /// <param name="api">As it would be stored.</param>
    /// <param name="compiled">Its spec with templates evaluated.</param>
    /// <exception cref="ArgumentException">Both are not of the same generation.</exception>
    public IReadOnlyList<GuardrailViolation> Evaluate(IApi api, ApiSpec compiled)
    {
        List<CompiledGuardrail> guardrails = [.. For(api)];
        if (guardrails.Count == 0)
        {
            return [];
        }

        var view = (api, compiled) switch
        {
            (ApiDefinition v2, ApiDefinitionSpec spec) => View(v2, spec),
            (ApiV4Definition v4, ApiV4DefinitionSpec spec) => View(v4, spec),
            _ => throw new ArgumentException($"{compiled.GetType().Name} is no spec of a {api.Kind}.", nameof(compiled)),
        };
        return [.. guardrails.SelectMany(guardrail => GuardrailEvaluator.Evaluate(guardrail, view, _groups.Get))];
    }

    /// <summary>What an API breaks by its metadata alone.</summary>
    public IReadOnlyList<GuardrailViolation> EvaluateLabels(IApi api) =>
        [.. For(api).SelectMany(guardrail => GuardrailEvaluator.EvaluateLabels(guardrail, api.Metadata))];

    /// <summary>Whether a guardrail is meant for an API.</summary>
    public bool IsFor(ApiGuardrail guardrail, IApi api) => IsFor(Compile(guardrail), api);

    /// <summary>What a stored API breaks of one guardrail; nothing if that one is not meant for it.</summary>
    /// <param name="guardrail">The guardrail.</param>
    /// <param name="api">The API. Where its templates cannot be evaluated, what can be told without them is.</param>
    /// <param name="ct">Ends the wait for Secrets and ConfigMaps, which only templates need.</param>
    public async ValueTask<IReadOnlyList<GuardrailViolation>> AuditAsync(ApiGuardrail guardrail, IApi api, CancellationToken ct)
    {
        var compiled = Compile(guardrail);
        return IsFor(compiled, api)
            ? GuardrailEvaluator.Evaluate(compiled, await ViewAsync(api, ct).ConfigureAwait(false), _groups.Get)
            : [];
    }

    private IEnumerable<CompiledGuardrail> For(IApi api) => (_stores?.Guardrails.List() ?? [])
        .Where(guardrail => guardrail.Metadata.DeletionTimestamp is null)
        .Select(Compile)
        .Where(guardrail => IsFor(guardrail, api))
        .OrderBy(guardrail => guardrail.Name, StringComparer.Ordinal);

    private CompiledGuardrail Compile(ApiGuardrail guardrail) => _compiled.GetValue(guardrail, one => new CompiledGuardrail(one));

    private bool IsFor(CompiledGuardrail guardrail, IApi api)
    {
        var ns = api.Metadata.Namespace ?? "";
        return guardrail.IsFor(api.Kind ?? "", ns, _stores?.Namespaces.Get(new ObjectKey(null, ns))?.Metadata.Labels);
    }

    private async ValueTask<ApiView> ViewAsync(IApi api, CancellationToken ct)
    {
        if (_views.TryGetValue(api, out var known))
        {
            return known;
        }

        var (view, isLasting) = api switch
        {
            ApiDefinition v2 => await CompileAsync(
                v2, v2.Spec ?? new(), ContractsJson.Relaxed.ApiDefinitionSpec, spec => View(v2, spec), ct).ConfigureAwait(false),
            ApiV4Definition v4 => await CompileAsync(
                v4, v4.Spec ?? new(), ContractsJson.Relaxed.ApiV4DefinitionSpec, spec => View(v4, spec), ct).ConfigureAwait(false),
            _ => throw new ArgumentException($"{api.Kind} is no kind of APIs.", nameof(api)),
        };
        if (isLasting)
        {
            _views.AddOrUpdate(api, view);
        }

        return view;
    }

    private async ValueTask<(ApiView View, bool IsLasting)> CompileAsync<T>(
        IApi api, T spec, JsonTypeInfo<T> json, Func<T, ApiView> show, CancellationToken ct) where T : ApiSpec
    {
        var compiled = await _templates.CompileAsync(spec, json, ObjectKey.Of(api), new ReadLog(), ct).ConfigureAwait(false);
        return compiled.Value is { } evaluated
            ? (show(evaluated), ReferenceEquals(evaluated, spec))
            : (show(spec) with { IsCompiled = false }, false);
    }

    private static ApiView View(ApiDefinition api, ApiDefinitionSpec spec) =>
        ApiViews.Of(api.Metadata, spec, Templated(api.Spec, spec, ContractsJson.Relaxed.ApiDefinitionSpec));

    private static ApiView View(ApiV4Definition api, ApiV4DefinitionSpec spec) =>
        ApiViews.Of(api.Metadata, spec, Templated(api.Spec, spec, ContractsJson.Relaxed.ApiV4DefinitionSpec));

    // A spec without templates comes back as the same instance.
    private static IReadOnlyList<string> Templated<T>(T? stored, T compiled, JsonTypeInfo<T> json) where T : ApiSpec =>
        stored is null || ReferenceEquals(stored, compiled)
            ? []
            : [.. new TemplatedDocument(JsonSerializer.SerializeToUtf8Bytes(stored, json)).Fields.Select(field => field.Path)];
}
