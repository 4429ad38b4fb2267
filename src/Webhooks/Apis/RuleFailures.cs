using FluentValidation;
using FluentValidation.Results;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>Adds failures to a validation with their field and severity.</summary>
internal static class RuleFailures
{
    /// <summary>Refuses.</summary>
    public static void Fail<T>(this ValidationContext<T> context, string field, string message) =>
        context.AddFailure(new ValidationFailure(field, message));

    /// <summary>Warns.</summary>
    public static void Warn<T>(this ValidationContext<T> context, string field, string message) =>
        context.AddFailure(new ValidationFailure(field, message) { Severity = Severity.Warning });

    /// <summary>Warns, or refuses where the administrator made that check strict.</summary>
    /// <param name="context">Gets the failure.</param>
    /// <param name="policy">Says which checks are strict.</param>
    /// <param name="check">One of <see cref="CheckIds"/>.</param>
    /// <param name="field">Where.</param>
    /// <param name="message">What is wrong and what helps.</param>
    public static void Soft<T>(this ValidationContext<T> context, AdmissionPolicy policy, string check, string field, string message)
    {
        if (policy.IsStrict(check))
        {
            context.Fail(field, message);
        }
        else
        {
            context.Warn(field, message);
        }
    }

    /// <summary>Refuses a resource that lacks its type, its name or its configuration; an empty configuration is one.</summary>
    /// <param name="context">Gets a failure for each that is missing.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="field">Where it stands, with a dot at the end.</param>
    /// <param name="remedy">What helps.</param>
    public static void RequireComplete<T>(this ValidationContext<T> context, ResourceBase resource, string field, string remedy)
    {
        (string Property, bool IsSet)[] required =
        [
            ("type", !string.IsNullOrEmpty(resource.Type)),
            ("name", !string.IsNullOrEmpty(resource.Name)),
            ("configuration", resource.Configuration is not null),
        ];
        foreach (var (property, _) in required.Where(item => !item.IsSet))
        {
            context.Fail($"{field}{property}", $"missing required value in property [{property}]: {remedy}");
        }
    }
}
