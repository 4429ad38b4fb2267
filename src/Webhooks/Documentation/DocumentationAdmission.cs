using Gko.Apim.Payloads;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>
/// Reviews pages of the new portal: the portal or the API that they belong to, which they can never leave, and what APIM says
/// to them.
/// </summary>
public sealed class DocumentationAdmission : KindAdmission<Documentation, DocumentationSpec>
{
    private const string What = "documentation";

    private static readonly DocumentationUpdateValidator Updates = new();
    private static readonly DocumentationValidator Validator = new();

    internal DocumentationAdmission(ReviewServices services)
        : base(services, page => page.Spec, ContractsJson.Relaxed.DocumentationSpec)
    {
    }

    private protected override async ValueTask ReviewAsync(
        Documentation resource, Documentation? old, Review review, CancellationToken ct)
    {
        if (old is not null)
        {
            review.Verdicts.Add(Updates.Validate(new SpecUpdate<DocumentationSpec>(old.Spec ?? new(), resource.Spec ?? new(), review.Namespace)));
        }

        if (await CompileAsync(resource, review, ct).ConfigureAwait(false) is not { } spec)
        {
            return;
        }

        var parents = Validator.Validate(spec);
        review.Verdicts.Add(parents);
        if (!parents.IsValid)
        {
            return;
        }

        var (context, field) = spec.PortalRef is { } portal
            ? (await Services.Referred.OfPortalAsync(portal, What, review, ct).ConfigureAwait(false), ReferredContexts.PortalField)
            : (await FindContextOfApiAsync(spec.ApiRef!, review, ct).ConfigureAwait(false), DocumentationValidator.Api);
        var connection = await Services.Contexts.ConnectAsync(context, null, field, review, ct).ConfigureAwait(false);
        await HridReview.CheckAsync(Services.Resolution.Hrids.Documentations, resource, review, ct).ConfigureAwait(false);
        await Services.Imports.CheckAsync(
            connection, () => DocumentationPayload.Create(spec, resource.Metadata), What, review, ct).ConfigureAwait(false);
    }

    private ValueTask<NamespacedReference?> FindContextOfApiAsync(NamespacedReference api, Review review, CancellationToken ct) =>
        Services.Referred.OfApiAsync(
            new ReferredObject(
                api,
                DocumentationValidator.Api,
                $"documentation [{review.Name}] references API [{ReferredContexts.Target(api, review)}] that can't be resolved",
                $"referenced API [{api.Name}] has no management context (spec.contextRef)"),
            review,
            ct);
}
