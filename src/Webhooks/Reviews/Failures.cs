using FluentValidation;
using FluentValidation.Results;

namespace Gko.Webhooks;

/// <summary>Short ways for a validator to say what it found.</summary>
internal static class Failures
{
    public static void Fail<T>(this ValidationContext<T> context, string field, string message) =>
        context.AddFailure(new ValidationFailure(field, message));

    /// <summary>Warns, or refuses where the administrator made that check strict.</summary>
    /// <param name="context">Gets the failure.</param>
    /// <param name="policy">Says which checks are strict.</param>
    /// <param name="check">One of <see cref="CheckIds"/>.</param>
    /// <param name="field">Where.</param>
    /// <param name="message">What is wrong and what helps.</param>
    public static void Soft<T>(this ValidationContext<T> context, AdmissionPolicy policy, string check, string field, string message) =>
        context.AddFailure(new ValidationFailure(field, message)
        {
            Severity = policy.IsStrict(check) ? Severity.Error : Severity.Warning,
        });
}
