using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Payloads;
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
    /// <summary>Where an API names its context.</summary>
    internal const string ContextField = "spec.contextRef";

    private const string GatewayApiRoute = "HTTPRoute";

    private readonly ApiDefinitionValidator _validator;
    private readonly AdmissionPolicy _policy;
    private readonly WatchScope _scope;
    private readonly ResolutionSet _resolution;
    private readonly IApimClient _apim;
    private readonly ApiReferenceAccess _access;
    private readonly GuardrailReview _guardrails;

    internal ApiDefinitionAdmission(
        AdmissionPolicy policy, WatchScope scope, ResolutionSet resolution, IApimClient apim, CrossNamespaceAccess access)
    {
        _policy = policy;
        _scope = scope;
        _resolution = resolution;
        _apim = apim;
        _access = new ApiReferenceAccess(access, scope);
        _validator = new ApiDefinitionValidator(policy);
        _guardrails = new GuardrailReview(resolution.Guardrails);
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
        else if (!IsTemplate(context.Object))
        {
            _guardrails.CheckLabels(context, verdicts);
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

        var resolved = await _resolution.Apis.PreviewAsync(api, ct).ConfigureAwait(false);
        if (!resolved.IsCompiled)
        {
            verdicts.Add(resolved.Problems.Select(ResolutionFailures.Of));
            return;
        }

        await _access.CheckAsync(resolved.Spec, context.Namespace, context.User, verdicts, ct).ConfigureAwait(false);
        if (verdicts.HasErrors)
        {
            // Whoever may not read an object is not told what is wrong with it either.
            return;
        }

        verdicts.Add(resolved.Problems.Where(problem => problem.Field == ContextField).Select(ResolutionFailures.Of));
        var addresses = ApiAddresses.Of(resolved.Spec);
        var conflicts = await FindConflictsAsync(api, addresses, ct).ConfigureAwait(false);
        var candidate = new ApiDefinitionCandidate(context.Name, resolved.Spec, resolved.Problems, conflicts);
        verdicts.Add(await _validator.ValidateAsync(candidate, ct).ConfigureAwait(false));
        foreach (var note in resolved.Notes)
        {
            verdicts.Warn(note.Message, note.Field);
        }

        _guardrails.Check(api, resolved.Spec, verdicts);
        if (!verdicts.HasErrors && resolved.Desired is { Connection: not null } desired)
        {
            Report(await DryRunAsync(api, resolved, desired, ct).ConfigureAwait(false), verdicts);
        }

        if (!verdicts.HasErrors && !context.DryRun)
        {
            _resolution.Paths.Remember(ReferenceKey.Of(api), addresses);
        }
    }

    // Routes of the Gateway API share paths on purpose: each rule of one route becomes an API of its own.
    private async ValueTask<IReadOnlyList<PathConflict>> FindConflictsAsync(
        ApiDefinition api, IReadOnlyList<ApiAddress> addresses, CancellationToken ct) =>
        api.Metadata.OwnerReferences?.Any(owner => owner.Kind == GatewayApiRoute) == true
            ? []
            : await _resolution.Paths.FindConflictsAsync(
                ReferenceKey.Of(api), addresses, _policy.PathConflictsInCluster, ct).ConfigureAwait(false);

    private async Task<ApimResult<ImportStatus>> DryRunAsync(
        ApiDefinition api, ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus> resolved, DesiredApi desired, CancellationToken ct)
    {
        var answer = await SendAsync(desired, ct).ConfigureAwait(false);
        return answer.Value?.Errors?.Severe is { Count: > 0 }
            && await Predecessors.FindAsync(api, desired, resolved.DesiredAfter, _apim, ct).ConfigureAwait(false) is { } heir
            ? await SendAsync(heir, ct).ConfigureAwait(false)
            : answer;
    }

    private Task<ApimResult<ImportStatus>> SendAsync(DesiredApi desired, CancellationToken ct) =>
        _apim.ImportApiAsync(desired.Connection!, desired.Import!.Body, dryRun: true, ct);

    private void Report(ApimResult<ImportStatus> answer, Verdicts verdicts)
    {
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
