using FluentValidation;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>What of a shared policy group can never change. The texts up to the first colon and the order are upstream's.</summary>
internal sealed class SharedPolicyGroupUpdateValidator : AbstractValidator<SpecUpdate<SharedPolicyGroup>>
{
    public SharedPolicyGroupUpdateValidator() => When(update => update.After.Spec is not null, CheckSpec);

    private void CheckSpec()
    {
        RuleFor(update => update.After.Spec!.CrossId)
            .Must((update, crossId) => (crossId ?? "") == (update.Before.Spec?.CrossId ?? ""))
            .WithMessage(update => $"can not change Shared Policy Group [{Id(update)}] CrossID, once it is created")
            .OverridePropertyName("spec.crossId");
        RuleFor(update => update.After.Spec!.ApiType)
            .Must((update, type) => type == update.Before.Spec?.ApiType)
            .WithMessage(update => $"can not change Shared Policy Group [{Id(update)}] ApiType [{update.Before.Spec?.ApiType}], once it is created")
            .OverridePropertyName("spec.apiType");
        RuleFor(update => update.After.Spec!.Phase)
            .Must((update, phase) => phase == update.Before.Spec?.Phase)
            .WithMessage(update => $"can not change Shared Policy Group [{Id(update)}] Phase [{update.Before.Spec?.Phase}], once it is created")
            .OverridePropertyName("spec.phase");
    }

    private static string? Id(SpecUpdate<SharedPolicyGroup> update) => update.Before.Status?.CrossId;
}
