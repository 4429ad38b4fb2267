using FluentValidation;
using FluentValidation.Results;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>What of a page can never change: to what it belongs. The texts up to the first colon and the order are upstream's.</summary>
internal sealed class DocumentationUpdateValidator : AbstractValidator<SpecUpdate<DocumentationSpec>>
{
    public DocumentationUpdateValidator() => RuleFor(update => update).Custom(CheckParent);

    private static void CheckParent(SpecUpdate<DocumentationSpec> update, ValidationContext<SpecUpdate<DocumentationSpec>> context)
    {
        var (before, after) = (update.Before, update.After);
        if (before.PortalRef is not null && before.ApiRef is null && after.PortalRef is null && after.ApiRef is not null)
        {
            Refuse(DocumentationValidator.Api, "a documentation cannot be reassigned from a portal to an API");
        }
        else if (before.ApiRef is not null && before.PortalRef is null && after.ApiRef is null && after.PortalRef is not null)
        {
            Refuse(ReferredContexts.PortalField, "a documentation cannot be reassigned from an API to a portal");
        }
        else if (after.PortalRef is not null && ReferenceChange.Of(before.PortalRef, after.PortalRef, update.Namespace) is { } portal)
        {
            Refuse(
                ReferredContexts.PortalField,
                $"portalRef is immutable; documentation cannot be moved to a different portal (from [{portal.From}] to [{portal.To}])");
        }
        else if (after.ApiRef is not null && ReferenceChange.Of(before.ApiRef, after.ApiRef, update.Namespace) is { } api)
        {
            Refuse(
                DocumentationValidator.Api,
                $"apiRef is immutable; documentation cannot be moved to a different API (from [{api.From}] to [{api.To}])");
        }

        void Refuse(string field, string message) => context.AddFailure(new ValidationFailure(field, message));
    }
}
