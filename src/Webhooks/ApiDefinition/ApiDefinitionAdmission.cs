using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Reviews v2 APIs: references first, then what they say by themselves, then path conflicts, all from memory; only what
/// passes is shown to APIM as a dry run.
/// </summary>
public sealed class ApiDefinitionAdmission : IAdmissionValidator<ApiDefinition>
{
    private const string GatewayApiRoute = "HTTPRoute";

    private readonly ApiDefinitionValidator _validator;
    private readonly AdmissionPolicy _policy;
    private readonly WatchScope _scope;
    private readonly ContextResolver _contexts;
    private readonly ApiDefinitionResolver _resolver;
    private readonly PathClaims _paths;
    private readonly IApimClient _apim;
    private readonly CrossNamespaceAccess _access;

    internal ApiDefinitionAdmission(
        AdmissionPolicy policy, WatchScope scope, ContextResolver contexts, ApiDefinitionResolver resolver, PathClaims paths,
        IApimClient apim, CrossNamespaceAccess access)
    {
        _policy = policy;
        _scope = scope;
        _contexts = contexts;
        _resolver = resolver;
        _paths = paths;
        _apim = apim;
        _access = access;
        _validator = new ApiDefinitionValidator(policy);
    }

    /// <inheritdoc/>
    public async ValueTask<AdmissionVerdict> ValidateAsync(AdmissionContext<ApiDefinition> context, CancellationToken ct)
    {
        var verdicts = new Verdicts();
        if (context.Operation is AdmissionOperation.Delete)
        {
            CheckSubscriptions(context, verdicts);
        }
        else if (NeedsReview(context) is { } api)
        {
            await ReviewAsync(api, context, verdicts, ct).ConfigureAwait(false);
        }

        return verdicts.ToVerdict();
    }

    private static ApiDefinition? NeedsReview(AdmissionContext<ApiDefinition> context) =>
        context.Object is { Metadata.DeletionTimestamp: null } api
        && !IsTemplate(api)
        && (IsTemplate(context.OldObject) || !SpecChanges.None(context.OldObject?.Spec, api.Spec))
            ? api
            : null;

    // What stops being a template was never reviewed.
    private static bool IsTemplate(ApiDefinition? api) =>
        api?.Metadata.Annotations?.GetValueOrDefault(AnnotationNames.Template) == "true";

    private async Task ReviewAsync(ApiDefinition api, AdmissionContext<ApiDefinition> context, Verdicts verdicts, CancellationToken ct)
    {
        if (!_scope.Contains(context.Namespace))
        {
            verdicts.Warn($"API [{context.Namespace}/{context.Name}] is not managed by this operator instance, which watches {_scope}");
            return;
        }

        await CheckContextAsync(api, context, verdicts, ct).ConfigureAwait(false);
        var conflicts = await FindConflictsAsync(api, ct).ConfigureAwait(false);
        verdicts.Add(await _validator.ValidateAsync(new ApiDefinitionCandidate(api, conflicts), ct).ConfigureAwait(false));
        if (verdicts.HasErrors)
        {
            return;
        }

        await DryRunAsync(api, verdicts, ct).ConfigureAwait(false);
        if (!verdicts.HasErrors && !context.DryRun)
        {
            _paths.Remember(api);
        }
    }

    private async Task CheckContextAsync(ApiDefinition api, AdmissionContext<ApiDefinition> context, Verdicts verdicts, CancellationToken ct)
    {
        if (api.Spec?.ContextRef is not { Name.Length: > 0 } reference)
        {
            return;
        }

        var found = await _contexts.FindAsync(reference, context.Namespace, ct).ConfigureAwait(false);
        if (found.TryGet(out _, out var problem))
        {
            await _access.CheckAsync(
                ManagementContext.Type, References.Target(reference, context.Namespace), context.Namespace, context.User,
                "spec.contextRef", verdicts, ct).ConfigureAwait(false);
        }
        else
        {
            verdicts.Error($"resource [{context.Name}] references {problem.Message}", problem.Field);
        }
    }

    // Routes of the Gateway API share paths on purpose: each rule of one route becomes an API of its own.
    private async ValueTask<IReadOnlyList<PathConflict>> FindConflictsAsync(ApiDefinition api, CancellationToken ct) =>
        api.Metadata.OwnerReferences?.Any(owner => owner.Kind == GatewayApiRoute) == true
            ? []
            : await _paths.FindConflictsAsync(api, _policy.PathConflictsInCluster, ct).ConfigureAwait(false);

    private async Task DryRunAsync(ApiDefinition api, Verdicts verdicts, CancellationToken ct)
    {
        var resolved = await _resolver.ResolveAsync(api, ct).ConfigureAwait(false);
        if (!resolved.TryGet(out var desired, out var problem))
        {
            Report(problem, verdicts);
            return;
        }

        var answer = await _apim.ImportApiAsync(desired.Connection, desired.Payload.Body, dryRun: true, ct).ConfigureAwait(false);
        if (answer.Value?.Errors?.Severe is { Count: > 0 }
            && await new Predecessors(_resolver, _apim).FindAsync(api, desired, ct).ConfigureAwait(false) is { } known)
        {
            answer = await _apim.ImportApiAsync(known.Connection, known.Payload.Body, dryRun: true, ct).ConfigureAwait(false);
        }

        if (answer.Error is { } error)
        {
            Report(error, verdicts);
            return;
        }

        foreach (var severe in answer.Value?.Errors?.Severe ?? [])
        {
            verdicts.Error(severe);
        }

        foreach (var warning in answer.Value?.Errors?.Warning ?? [])
        {
            verdicts.Warn(warning);
        }
    }

    private static void Report(ResolutionProblem problem, Verdicts verdicts)
    {
        // Upstream admits such objects and reports at the reconcile; exports of APIs come without a context.
        if (problem.Kind is ProblemKind.InvalidObject)
        {
            verdicts.Warn($"{problem.Message}; until then it is not deployed", problem.Field);
        }
        else
        {
            verdicts.Error(problem.Message, problem.Field);
        }
    }

    private void Report(ApimError error, Verdicts verdicts)
    {
        // An answer is APIM's word on this very object; no answer says nothing about it.
        if (!error.IsUnavailable || _policy.OnApimUnavailable is ApimUnavailablePolicy.Deny)
        {
            verdicts.Error(error.Message);
        }
        else
        {
            verdicts.Warn($"APIM could not check this API, it will be synced when APIM answers: {error.Message}");
        }
    }

    private static void CheckSubscriptions(AdmissionContext<ApiDefinition> context, Verdicts verdicts)
    {
        if (context.OldObject?.Status?.Subscriptions is > 0 and var count)
        {
            verdicts.Error(
                $"cannot delete [{context.Namespace}/{context.Name}] because it is referenced in {count} subscriptions. Subscriptions must be deleted before the API definition. You can review the subscriptions using the following command: kubectl get subscriptions.gravitee.io -A -o jsonpath='{{.items[?(@.spec.api.name==\"{context.Name}\")].metadata.name}}'");
        }
    }
}
