using FluentValidation;
using FluentValidation.Results;
using Gko.Kubernetes.Admission;

namespace Gko.Webhooks;

/// <summary>Collects what several checks found into one verdict, in the order of the checks.</summary>
internal sealed class Verdicts
{
    private readonly List<AdmissionError> _errors = [];
    private readonly List<string> _warnings = [];

    /// <summary>Whether anything so far refuses the request.</summary>
    public bool HasErrors => _errors.Count > 0;

    public void Error(string message, string? field = null) => _errors.Add(new AdmissionError(message, field));

    public void Warn(string message, string? field = null) => _warnings.Add(field is null ? message : $"{message} ({field})");

    /// <summary>Adds the failures of a validator; a failure's severity decides whether it refuses or warns.</summary>
    public void Add(ValidationResult result) => Add(result.Errors);

    /// <summary>Adds failures; the severity of each decides whether it refuses or warns.</summary>
    public void Add(IEnumerable<ValidationFailure> failures)
    {
        foreach (var failure in failures)
        {
            if (failure.Severity is Severity.Error)
            {
                Error(failure.ErrorMessage, failure.PropertyName);
            }
            else
            {
                Warn(failure.ErrorMessage, failure.PropertyName);
            }
        }
    }

    public AdmissionVerdict ToVerdict() => new(_errors, _warnings);
}
