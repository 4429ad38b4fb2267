using System.Text.Json.Serialization.Metadata;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Finds the API and the application that a subscription brings together, as they are once their templates are evaluated.</summary>
internal sealed class SubscriptionParties(ReferenceReview references, ResolutionSet resolution)
{
    private const string ApiField = "spec.api";
    private const string ApplicationField = "spec.application";

    /// <summary>The API; null, and an error among the findings, when it cannot be had.</summary>
    public async ValueTask<SubscribedApi?> FindApiAsync(SubscriptionSpec spec, Review review, CancellationToken ct)
    {
        var reference = spec.Api ?? new NamespacedReference();
        if (!ApiKinds.IsV2(reference) && !ApiKinds.IsV4(reference))
        {
            review.Verdicts.Error(
                $"API kind is required and should be either ApiDefinition or ApiV4Definition, got [{ApiKinds.PluralOf(reference.Kind)}]", $"{ApiField}.kind");
            return null;
        }

        var message = $"unable to resolve API [{References.Target(reference, review.Namespace)}]";
        if (ApiKinds.IsV2(reference))
        {
            var (api, compiled) = await FindAsync(
                resolution.Lookups.Apis, reference, api => api.Spec, ContractsJson.Relaxed.ApiDefinitionSpec, message, ApiField, review, ct).ConfigureAwait(false);
            return api is null || compiled is null ? null : SubscribedApi.Of(api, compiled);
        }

        var (v4Api, v4Spec) = await FindAsync(
            resolution.Lookups.V4Apis, reference, api => api.Spec, ContractsJson.Relaxed.ApiV4DefinitionSpec, message, ApiField, review, ct).ConfigureAwait(false);
        return v4Api is null || v4Spec is null ? null : SubscribedApi.Of(v4Api, v4Spec);
    }

    /// <summary>The application and its spec; nulls, and an error among the findings, when it cannot be had.</summary>
    public ValueTask<(Application? Application, ApplicationSpec? Spec)> FindApplicationAsync(SubscriptionSpec spec, Review review, CancellationToken ct)
    {
        var reference = spec.Application ?? new NamespacedReference();
        return FindAsync(
            resolution.Lookups.Applications, reference, application => application.Spec, ContractsJson.Relaxed.ApplicationSpec,
            $"unable to resolve application [{References.Target(reference, review.Namespace)}]", ApplicationField, review, ct);
    }

    private async ValueTask<(T? Found, TSpec? Spec)> FindAsync<T, TSpec>(
        ObjectLookup<T> lookup, NamespacedReference reference, Func<T, TSpec?> specOf, JsonTypeInfo<TSpec> json,
        string message, string field, Review review, CancellationToken ct)
        where T : class, IResource<T>
        where TSpec : class, new()
    {
        var found = await references.FindAsync(lookup, reference, message, field, review, ct).ConfigureAwait(false);
        if (found is null)
        {
            return (null, null);
        }

        var (spec, problems) = await resolution.Templates.PreviewAsync(
            specOf(found) ?? new TSpec(), json, ObjectKey.Of(found), new ReadLog(), ct).ConfigureAwait(false);
        if (spec is null)
        {
            review.Verdicts.Error($"{message}: a template in it cannot be evaluated: {problems[0].Message}", field);
        }

        return (found, spec);
    }
}
