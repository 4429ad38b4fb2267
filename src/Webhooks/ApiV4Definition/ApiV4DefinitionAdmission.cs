using System.Text.Json;
using Gko.Apim.Client;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Reviews v4 APIs: first what their type does not support, then like APIs of the other version.</summary>
public sealed class ApiV4DefinitionAdmission : ApiAdmission<ApiV4Definition, ApiV4DefinitionSpec, ApiV4DefinitionStatus>
{
    private readonly ApiV4DefinitionValidator _validator;
    private readonly PolicyGroupReview _policyGroups;
    private readonly ApiV4Checks _checks;

    internal ApiV4DefinitionAdmission(ReviewServices services)
        : base(services, api => api.Spec, ContractsJson.Relaxed.ApiV4DefinitionSpec, plansNeeded: true)
    {
        _validator = new ApiV4DefinitionValidator(services.Policy);
        _policyGroups = new PolicyGroupReview(services.Resolution.Lookups);
        _checks = new ApiV4Checks(services.Policy, new KafkaPortClaims(services.Resolution.Stores.V4Apis));
    }

    private protected override ApiFacts FactsOf(ApiV4DefinitionSpec spec) => new(
        [.. (spec.Plans ?? []).OrderBy(plan => plan.Key, StringComparer.Ordinal).Select(plan => new PlanFacts(
            plan.Key, $"spec.plans.{plan.Key}", plan.Value?.Security?.Type, plan.Value?.Status, plan.Value?.Mode == PlanModes.Push))],
        (spec.Pages ?? []).ToDictionary(page => page.Key, PageBase (page) => page.Value, StringComparer.Ordinal),
        [.. (spec.EndpointGroups ?? []).Select(Group)],
        Hrids.OfKey);

    private protected override IReadOnlyList<ApiAddress> AddressesOf(ApiV4DefinitionSpec spec) => ApiAddresses.Of(spec);

    private protected override ValueTask<ApiResolution<ApiV4DefinitionSpec, ApiV4DefinitionStatus>> PreviewAsync(
        ApiV4Definition resource, CancellationToken ct) => Services.Resolution.V4Apis.PreviewAsync(resource, ct);

    private protected override Task<ApimResult<ImportStatus>> AskApimAsync(
        ApiV4Definition resource, ApiResolution<ApiV4DefinitionSpec, ApiV4DefinitionStatus> resolved, DesiredApi desired, CancellationToken ct) =>
        Services.Apim.ImportApiV4Async(desired.Connection!, desired.Import!.Body, desired.Import.IsUuid, dryRun: true, ct);

    private protected override void CheckTransition(ApiV4DefinitionSpec old, ApiV4DefinitionSpec now, Review review)
    {
        if (old.Type != now.Type)
        {
            review.Verdicts.Error($"it is not possible to change API Type. Old type '{old.Type}', new type '{now.Type}'", "spec.type");
        }
    }

    private protected override void CheckForm(ApiV4DefinitionSpec spec, Review review) => review.Verdicts.Add(_validator.Validate(spec));

    private protected override ValueTask CheckOwnReferencesAsync(ApiV4DefinitionSpec spec, Review review, CancellationToken ct) =>
        _policyGroups.CheckAsync(spec, review, ct);

    private protected override void CheckMore(ApiV4Definition resource, ApiV4DefinitionSpec spec, Review review) =>
        _checks.Check(resource, spec, review);

    // Only a text can be a URL; others name host and port, or have no single backend.
    private static EndpointGroupFacts Group(EndpointGroup? group, int index)
    {
        var field = $"spec.endpointGroups[{index}].endpoints";
        var endpoints = group?.Endpoints ?? [];
        return new(
            field,
            endpoints.Count == 0 && group?.Services?.Discovery is not { Enabled: not false },
            [.. endpoints.Index()
                .Select(endpoint => (Target: Target(endpoint.Item?.Configuration), $"{field}[{endpoint.Index}].configuration.target"))
                .Where(endpoint => endpoint.Target is not null)]);
    }

    private static string? Target(JsonElement? configuration) =>
        configuration is { ValueKind: JsonValueKind.Object } settings
        && settings.TryGetProperty("target", out var target) && target.ValueKind is JsonValueKind.String
            ? target.GetString()
            : null;
}
