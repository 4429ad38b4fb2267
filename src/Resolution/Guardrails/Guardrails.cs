using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Resolution.Templating;

namespace Gko.Resolution;

/// <summary>
/// Holds APIs against the guardrails of the cluster. Everything comes from caches, but for what an admission does not find there.
/// A guardrail is compiled when it is first needed, and what an API without templates looks like is found out once: both keep
/// as long as the cached object does.
/// </summary>
public sealed class Guardrails
{
    private readonly IStore<ApiGuardrail>? _guardrails;
    private readonly NamespaceSource _namespaces;
    private readonly PolicyGroupSource _groups;
    private readonly SpecTemplates _templates;
    private readonly ConditionalWeakTable<ApiGuardrail, CompiledGuardrail> _compiled = [];
    private readonly ConditionalWeakTable<IApi, ApiView> _views = [];

    internal Guardrails(GuardrailStores? stores, PolicyGroupSource groups, SpecTemplates templates, IKubeClient client) =>
        (_guardrails, _namespaces, _groups, _templates) =
        (stores?.Guardrails, new NamespaceSource(stores?.Namespaces, client), groups, templates);

    /// <summary>
    /// What an API breaks. Namespaces and SharedPolicyGroups that the caches have not seen are read from the API server; what that
    /// cannot tell either is undecided.
    /// </summary>
    /// <param name="api">As it would be stored.</param>
    /// <param name="compiled">Its spec with templates evaluated.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    /// <exception cref="ArgumentException">Both are not of the same generation.</exception>
    public async ValueTask<GuardrailJudgement> EvaluateAsync(IApi api, ApiSpec compiled, CancellationToken ct)
    {
        var unread = new List<ResolutionProblem>();
        var guardrails = For(api, _namespaces.Find(api));
        if (guardrails.Exists(meant => !meant.IsSure))
        {
            guardrails = For(api, await _namespaces.ReadAsync(api, unread, ct).ConfigureAwait(false));
        }

        if (guardrails.Count == 0)
        {
            return GuardrailJudgement.None;
        }

        var view = (api, compiled) switch
        {
            (ApiDefinition v2, ApiDefinitionSpec spec) => View(v2, spec),
            (ApiV4Definition v4, ApiV4DefinitionSpec spec) => View(v4, spec),
            _ => throw new ArgumentException($"{compiled.GetType().Name} is no spec of a {api.Kind}.", nameof(compiled)),
        };
        var groups = guardrails.Exists(meant => meant.Guardrail.NeedsPolicies)
            ? await _groups.LoadAsync(view, unread, ct).ConfigureAwait(false)
            : new Dictionary<GroupLink, GroupPolicies?>();
        var violations = new List<GuardrailViolation>();
        foreach (var (guardrail, isSure) in guardrails)
        {
            ct.ThrowIfCancellationRequested();
            violations.AddRange(GuardrailEvaluator.Evaluate(guardrail, view, isSure, groups.GetValueOrDefault));
        }

        return new(violations, unread);
    }

    /// <summary>What an API breaks by its metadata alone, from memory.</summary>
    public IReadOnlyList<GuardrailViolation> EvaluateLabels(IApi api) =>
        [.. For(api, _namespaces.Find(api)).SelectMany(meant => GuardrailEvaluator.EvaluateLabels(meant.Guardrail, api.Metadata, meant.IsSure))];

    /// <summary>Whether a guardrail is meant for an API, or may be.</summary>
    public bool IsFor(ApiGuardrail guardrail, IApi api) => IsMeant(guardrail, api) is not false;

    /// <summary>Whether a guardrail is meant for an API; null when only labels of its namespace would tell, which are not in the cache.</summary>
    public bool? IsMeant(ApiGuardrail guardrail, IApi api) => IsFor(Compile(guardrail), api, _namespaces.Find(api));

    /// <summary>What a stored API breaks of one guardrail; nothing if that one is not meant for it.</summary>
    /// <param name="guardrail">The guardrail.</param>
    /// <param name="api">The API. Where its templates cannot be evaluated, what can be told without them is.</param>
    /// <param name="ct">Ends the wait for Secrets and ConfigMaps, which only templates need.</param>
    public async ValueTask<IReadOnlyList<GuardrailViolation>> AuditAsync(ApiGuardrail guardrail, IApi api, CancellationToken ct) =>
        IsFor(guardrail, api) ? Audit(guardrail, api, await ViewAsync(api, ct).ConfigureAwait(false)) : [];

    /// <summary>As <see cref="AuditAsync"/>, without a look at what templates read: what depends on that is undecided.</summary>
    public IReadOnlyList<GuardrailViolation> AuditAsWritten(ApiGuardrail guardrail, IApi api) => IsFor(guardrail, api)
        ? Audit(guardrail, api, api switch
        {
            ApiDefinition v2 => View(v2, v2.Spec ?? new()),
            ApiV4Definition v4 => View(v4, v4.Spec ?? new()),
            _ => throw new ArgumentException($"{api.Kind} is no kind of APIs.", nameof(api)),
        } with { IsCompiled = false })
        : [];

    private IReadOnlyList<GuardrailViolation> Audit(ApiGuardrail guardrail, IApi api, ApiView view) => GuardrailEvaluator.Evaluate(
        Compile(guardrail), view, IsMeant(guardrail, api) is true, link => _groups.Find(link, view.Context));

    private List<(CompiledGuardrail Guardrail, bool IsSure)> For(IApi api, IReadOnlyDictionary<string, string>? labels) =>
    [
        .. (_guardrails?.List() ?? [])
            .Where(guardrail => guardrail.Metadata.DeletionTimestamp is null)
            .Select(Compile)
            .Select(guardrail => (Guardrail: guardrail, IsMeant: IsFor(guardrail, api, labels)))
            .Where(one => one.IsMeant is not false)
            .OrderBy(one => one.Guardrail.Name, StringComparer.Ordinal)
            .Select(one => (one.Guardrail, one.IsMeant is true)),
    ];

    private CompiledGuardrail Compile(ApiGuardrail guardrail) => _compiled.GetValue(guardrail, one => new CompiledGuardrail(one));

    private static bool? IsFor(CompiledGuardrail guardrail, IApi api, IReadOnlyDictionary<string, string>? labels) =>
        guardrail.IsFor(api.Kind ?? "", api.Metadata.Namespace ?? "", labels);

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
    private static TemplatedFields Templated<T>(T? stored, T compiled, JsonTypeInfo<T> json) where T : ApiSpec =>
        stored is null || ReferenceEquals(stored, compiled)
            ? TemplatedFields.None
            : new(new TemplatedDocument(JsonSerializer.SerializeToUtf8Bytes(stored, json)).Fields.Select(field => field.Path));
}
