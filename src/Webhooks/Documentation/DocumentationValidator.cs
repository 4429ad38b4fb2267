using FluentValidation;
using Gko.Contracts;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>What a page must say by itself: to what it belongs. The texts up to the first colon and the order are upstream's.</summary>
internal sealed class DocumentationValidator : AbstractValidator<DocumentationSpec>
{
    public const string Api = "spec.apiRef";

    public DocumentationValidator()
    {
        RuleFor(spec => spec)
            .Must(spec => spec.PortalRef is null || spec.ApiRef is null)
            .WithMessage("exactly one of portalRef / apiRef must be set, but both were provided")
            .Must(spec => spec.PortalRef is not null || spec.ApiRef is not null)
            .WithMessage("exactly one of portalRef / apiRef must be set, but neither was provided")
            .OverridePropertyName("spec");
        RuleFor(spec => spec.ApiRef)
            .Must(api => api is null || ApiKinds.IsV4(api))
            .WithMessage(spec => $"apiRef [{spec.ApiRef?.Name}] must be of kind ApiV4Definition (next-gen portal only supports those)")
            .OverridePropertyName($"{Api}.kind");
    }
}
