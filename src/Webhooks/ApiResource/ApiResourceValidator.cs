using FluentValidation;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>What an ApiResource must say by itself, in upstream's order and words.</summary>
internal sealed class ApiResourceValidator : AbstractValidator<ApiResourceSpec>
{
    public ApiResourceValidator() =>
        RuleFor(spec => spec).Custom((spec, context) => ResourceRules.RequireComplete(context, spec, "spec.", "give the resource one"));
}
