using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Reviews v2 APIs: references first, then what they say by themselves, then path conflicts, all from memory; only what
/// passes is shown to APIM as a dry run.
/// </summary>
public sealed class ApiDefinitionAdmission : KindAdmission<ApiDefinition, ApiDefinitionSpec>
{
    private const string GatewayApiRoute = "HTTPRoute";

    private readonly ApiDefinitionValidator _validator;
    private readonly ApiReferenceAccess _access;

    internal ApiDefinitionAdmission(ReviewServices services)
        : base(services, api => api.Spec, ContractsJson.Relaxed.ApiDefinitionSpec)
    {
        _access = new ApiReferenceAccess(services.References);
        _validator = new ApiDefinitionValidator(services.Policy);
    }

    // What stops being a template was never reviewed.
    private protected override bool NeedsReview(ApiDefinition resource, ApiDefinition? old) =>
        !IsTemplate(resource) && (IsTemplate(old) || base.NeedsReview(resource, old));

    private static bool IsTemplate(ApiDefinition? api) =>
        api?.Metadata.Annotations?.GetValueOrDefault(AnnotationNames.Template) == "true";

    private protected override async ValueTask ReviewAsync(ApiDefinition resource, ApiDefinition? old, Review review, CancellationToken ct)
    {
        var verdicts = review.Verdicts;
        var resolved = await Services.Resolution.Apis.PreviewAsync(resource, ct).ConfigureAwait(false);
        if (!resolved.IsCompiled)
        {
            verdicts.Add(resolved.Problems);
            return;
        }

        await _access.CheckAsync(resolved.Spec, review, ct).ConfigureAwait(false);
        if (verdicts.HasErrors)
        {
            // Whoever may not read an object is not told what is wrong with it either.
            return;
        }

        verdicts.Add(resolved.Problems.Where(problem => problem.Field == ContextReview.Field));
        var addresses = ApiAddresses.Of(resolved.Spec);
        var conflicts = await FindConflictsAsync(resource, addresses, ct).ConfigureAwait(false);
        var candidate = new ApiDefinitionCandidate(review.Name, resolved.Spec, resolved.Problems, conflicts);
        verdicts.Add(await _validator.ValidateAsync(candidate, ct).ConfigureAwait(false));
        foreach (var note in resolved.Notes)
        {
            verdicts.Warn(note.Message, note.Field);
        }

        if (!verdicts.HasErrors && resolved.Desired is { Connection: not null } desired)
        {
            var answer = await DryRunAsync(resource, resolved, desired, review, ct).ConfigureAwait(false);
            Services.DryRuns.Report(answer, "API", review);
        }

        if (!verdicts.HasErrors && !review.IsDryRun)
        {
            Services.Resolution.Paths.Remember(ReferenceKey.Of(resource), addresses);
        }
    }

    private protected override ValueTask ReviewDeletionAsync(ApiDefinition resource, Review review, CancellationToken ct)
    {
        if (resource.Status?.Subscriptions is > 0 and var count)
        {
            review.Verdicts.Error(
                $"cannot delete [{review.Key}] because it is referenced in {count} subscriptions. Subscriptions must be deleted before the API definition. You can review the subscriptions using the following command: kubectl get subscriptions.gravitee.io -A -o jsonpath='{{.items[?(@.spec.api.name==\"{review.Name}\")].metadata.name}}'");
        }

        return default;
    }

    // Routes of the Gateway API share paths on purpose: each rule of one route becomes an API of its own.
    private async ValueTask<IReadOnlyList<PathConflict>> FindConflictsAsync(
        ApiDefinition api, IReadOnlyList<ApiAddress> addresses, CancellationToken ct) =>
        api.Metadata.OwnerReferences?.Any(owner => owner.Kind == GatewayApiRoute) == true
            ? []
            : await Services.Resolution.Paths.FindConflictsAsync(
                ReferenceKey.Of(api), addresses, Services.Policy.PathConflictsInCluster, ct).ConfigureAwait(false);

    private ValueTask<ApimResult<ImportStatus>> DryRunAsync(
        ApiDefinition api, ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus> resolved, DesiredApi desired, Review review, CancellationToken ct) =>
        Services.DryRuns.AskAsync(
            async token =>
            {
                var answer = await SendAsync(desired, token).ConfigureAwait(false);
                return answer.Value?.Errors?.Severe is { Count: > 0 }
                    && await Predecessors.FindAsync(api, desired, resolved.DesiredAfter, Services.Apim, token).ConfigureAwait(false) is { } heir
                    ? await SendAsync(heir, token).ConfigureAwait(false)
                    : answer;
            },
            review, ct);

    private Task<ApimResult<ImportStatus>> SendAsync(DesiredApi desired, CancellationToken ct) =>
        Services.Apim.ImportApiAsync(desired.Connection!, desired.Import!.Body, dryRun: true, ct);
}
