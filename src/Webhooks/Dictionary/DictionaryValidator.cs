using FluentValidation;
using FluentValidation.Results;
using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Webhooks;

/// <summary>
/// What a dictionary must say by itself: entries, or where to fetch them, as its type says. The texts up to the first colon and
/// the order are upstream's.
/// </summary>
internal sealed class DictionaryValidator : AbstractValidator<DictionarySpec>
{
    private const string Manual = "spec.manual";
    private const string Dynamic = "spec.dynamic";

    private readonly AdmissionPolicy _policy;

    public DictionaryValidator(AdmissionPolicy policy)
    {
        _policy = policy;
        RuleFor(spec => spec).Custom(CheckType);
        RuleFor(spec => spec.Dynamic).Custom(CheckUrl);
    }

    private static void CheckType(DictionarySpec spec, ValidationContext<DictionarySpec> context)
    {
        switch (spec.Type)
        {
            case DictionaryTypes.Manual:
                Refuse(spec.Dynamic is not null, Dynamic, "dictionary type is MANUAL but 'dynamic' field is set, use 'manual' instead");
                Refuse(spec.Manual is null, Manual, "dictionary type is MANUAL but 'manual' field is not set");
                break;
            case DictionaryTypes.Dynamic:
                Refuse(spec.Manual is not null, Manual, "dictionary type is DYNAMIC but 'manual' field is set, use 'dynamic' instead");
                Refuse(spec.Dynamic is null, Dynamic, "dictionary type is DYNAMIC but 'dynamic' field is not set");
                break;
            default:
                Refuse(true, "spec.type", $"unknown dictionary type \"{spec.Type}\": use MANUAL or DYNAMIC");
                break;
        }

        void Refuse(bool wrong, string field, string message)
        {
            if (wrong)
            {
                context.AddFailure(new ValidationFailure(field, message));
            }
        }
    }

    private void CheckUrl(DynamicDictionary? dynamic, ValidationContext<DictionarySpec> context)
    {
        if (dynamic?.Provider is { } provider && !WebAddress.IsUsable(provider.Url))
        {
            context.AddFailure(new ValidationFailure(
                "spec.dynamic.provider.url", $"[{provider.Url}] is not a URL to fetch entries from: use an absolute address such as https://backend.example.com")
            {
                Severity = _policy.IsStrict(CheckIds.Urls) ? Severity.Error : Severity.Warning,
            });
        }
    }
}
