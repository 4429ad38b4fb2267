using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.V2;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Reviews v2 APIs. Templates for ingresses are no APIs yet, so that only subscribers are protected from them.</summary>
public sealed class ApiDefinitionAdmission : ApiAdmission<ApiDefinition, ApiDefinitionSpec, ApiDefinitionStatus>
{
    internal ApiDefinitionAdmission(ReviewServices services)
        : base(services, api => api.Spec, ContractsJson.Relaxed.ApiDefinitionSpec, plansNeeded: false)
    {
    }

    private protected override bool IsExempt(ApiDefinition resource) => ApiTemplates.IsTemplate(resource);

    private protected override ApiFacts FactsOf(ApiDefinitionSpec spec) => new(
        [.. (spec.Plans ?? []).Select((plan, index) => new PlanFacts(plan?.Name ?? "", $"spec.plans[{index}]", plan?.Security, plan?.Status))],
        (spec.Pages ?? []).ToDictionary(page => page.Key, PageBase (page) => page.Value, StringComparer.Ordinal),
        [.. (spec.Proxy?.Groups ?? []).Select(Group)],
        name => name);

    private protected override IReadOnlyList<ApiAddress> AddressesOf(ApiDefinitionSpec spec) => ApiAddresses.Of(spec);

    private protected override ValueTask<ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus>> PreviewAsync(
        ApiDefinition resource, CancellationToken ct) => Services.Resolution.Apis.PreviewAsync(resource, ct);

    private protected override async Task<ApimResult<ImportStatus>> AskApimAsync(
        ApiDefinition resource, ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus> resolved, DesiredApi desired, CancellationToken ct)
    {
        var answer = await SendAsync(desired, ct).ConfigureAwait(false);
        return answer.Value?.Errors?.Severe is { Count: > 0 } && resolved.Desired is not null
            && await Predecessors.FindAsync(resource, desired, resolved.DesiredAfter, Services.Apim, ct).ConfigureAwait(false) is { } heir
            ? await SendAsync(heir, ct).ConfigureAwait(false)
            : answer;
    }

    private static EndpointGroupFacts Group(EndpointGroup? group, int index)
    {
        var field = $"spec.proxy.groups[{index}].endpoints";
        var endpoints = group?.Endpoints ?? [];
        return new(
            field,
            endpoints.Count == 0 && group?.Services?.Discovery?.Enabled != true,
            [.. endpoints.Select((endpoint, at) => (endpoint?.Target, $"{field}[{at}].target"))]);
    }

    private Task<ApimResult<ImportStatus>> SendAsync(DesiredApi desired, CancellationToken ct) =>
        Services.Apim.ImportApiAsync(desired.Connection!, desired.Import!.Body, dryRun: true, ct);
}
