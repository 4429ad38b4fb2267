using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>Reviews ApiResources by themselves. Deleting one that APIs use does not go through before they let go of it.</summary>
public sealed class ApiResourceAdmission : KindAdmission<ApiResource, ApiResourceSpec>
{
    private readonly ApiResourceValidator _validator = new();

    internal ApiResourceAdmission(ReviewServices services)
        : base(services, resource => resource.Spec, ContractsJson.Relaxed.ApiResourceSpec)
    {
    }

    private protected override async ValueTask ReviewAsync(ApiResource resource, ApiResource? old, Review review, CancellationToken ct)
    {
        if (await CompileAsync(resource, review, ct).ConfigureAwait(false) is { } spec)
        {
            review.Verdicts.Add(await _validator.ValidateAsync(spec, ct).ConfigureAwait(false));
        }
    }

    private protected override ValueTask ReviewDeletionAsync(ApiResource resource, Review review, CancellationToken ct)
    {
        InUseReview.Check(Services.Resolution.Usage.OfResource(review.Key), review);
        return default;
    }
}
