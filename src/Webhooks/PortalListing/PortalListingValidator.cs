using FluentValidation;
using FluentValidation.Results;
using Gko.Contracts;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>What a listing must say by itself; the texts and the order are upstream's.</summary>
internal sealed class PortalListingValidator : AbstractValidator<PortalListingSpec>
{
    public PortalListingValidator() => RuleFor(spec => spec.Apis).Custom(CheckKinds);

    private static void CheckKinds(List<ListedApi>? apis, ValidationContext<PortalListingSpec> context)
    {
        for (var index = 0; index < apis?.Count; index++)
        {
            if (apis[index]?.Ref is { } api && !ApiKinds.IsV4(api))
            {
                context.AddFailure(new ValidationFailure(
                    $"spec.apis[{index}].ref.kind", $"API [{api.Name}] must be of kind ApiV4Definition (next-gen portal only supports those)"));
            }
        }
    }
}
