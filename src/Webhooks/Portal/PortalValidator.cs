using FluentValidation;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>What a portal must say by itself; the texts and the order are upstream's.</summary>
internal sealed class PortalValidator : AbstractValidator<PortalSpec>
{
    private const string Navigation = "spec.navigation";

    public PortalValidator()
    {
        When(spec => spec.Navigation is { Count: > 0 }, () =>
        {
            RuleFor(spec => spec.Structure)
                .Null().WithMessage("navigation and structure cannot be used at the same time")
                .OverridePropertyName(Navigation);
            RuleFor(spec => spec.Navigation)
                .Null().WithMessage("spec.navigation is deprecated, use spec.structure.topNavbar instead").WithSeverity(Severity.Warning)
                .OverridePropertyName(Navigation);
        });
        RuleFor(spec => spec.ContextRef)
            .NotNull().WithMessage("a management context reference (spec.contextRef) is required")
            .OverridePropertyName(ContextReview.Field);
    }
}
