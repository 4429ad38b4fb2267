using Gko.Apim.Payloads;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>Reviews dictionaries: whether their context exists, whether their entries fit their type, and what APIM says to them.</summary>
public sealed class DictionaryAdmission : KindAdmission<Dictionary, DictionarySpec>
{
    private readonly DictionaryValidator _validator;

    internal DictionaryAdmission(ReviewServices services)
        : base(services, dictionary => dictionary.Spec, ContractsJson.Relaxed.DictionarySpec) =>
        _validator = new DictionaryValidator(services.Policy);

    private protected override async ValueTask ReviewAsync(Dictionary resource, Dictionary? old, Review review, CancellationToken ct)
    {
        if (await CompileAsync(resource, review, ct).ConfigureAwait(false) is not { } spec)
        {
            return;
        }

        var connection = await Services.Contexts.ConnectAsync(spec.ContextRef, review, ct).ConfigureAwait(false);
        review.Verdicts.Add(_validator.Validate(spec));
        ContextReview.Require(spec.ContextRef, review);
        ContextReview.CheckChange(old?.Spec?.ContextRef, resource.Spec?.ContextRef, review);
        await HridReview.CheckAsync(Services.Resolution.Hrids.Dictionaries, resource, review, ct).ConfigureAwait(false);
        await Services.Imports.CheckAsync(
            connection, () => DictionaryPayload.Create(spec, resource.Metadata), "dictionary", review, ct).ConfigureAwait(false);
    }
}
