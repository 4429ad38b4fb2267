using FluentValidation;
using FluentValidation.Results;
using Gko.Kubernetes.Admission;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Collects what several checks found into one verdict, in the order of the checks.</summary>
/// <param name="policy">Says which checks are strict and what collisions of ids mean; null for the defaults.</param>
internal sealed class Verdicts(AdmissionPolicy? policy = null)
{
    private readonly List<AdmissionError> _errors = [];
    private readonly List<string> _warnings = [];

    /// <summary>Whether anything so far refuses the request.</summary>
    public bool HasErrors => _errors.Count > 0;

    /// <summary>How much was found so far, errors and warnings.</summary>
    public int Count => _errors.Count + _warnings.Count;

    public void Error(string message, string? field = null) => _errors.Add(new AdmissionError(message, field));

    public void Warn(string message, string? field = null) => _warnings.Add(field is null ? message : $"{message} ({field})");

    /// <summary>Warns, or refuses where the administrator made that check strict.</summary>
    /// <param name="check">One of <see cref="CheckIds"/>.</param>
    /// <param name="message">What is wrong and what helps.</param>
    /// <param name="field">Where.</param>
    public void Soft(string check, string message, string? field = null)
    {
        if (policy?.IsStrict(check) == true)
        {
            Error(message, field);
        }
        else
        {
            Warn(message, field);
        }
    }

    /// <summary>Adds the failures of a validator; a failure's severity decides whether it refuses or warns.</summary>
    public void Add(ValidationResult result) => Add(result.Errors);

    /// <summary>
    /// Adds problems of references, as <see cref="ResolutionFailures"/> judges them. An id that another object has in APIM is an
    /// error, or a warning where the administrator prefers that.
    /// </summary>
    public void Add(IEnumerable<ResolutionProblem> problems) =>
        Add(problems.Select(problem => ResolutionFailures.Of(problem, policy?.HridCollisions ?? CollisionPolicy.Deny)));

    /// <summary>Adds what another collection holds.</summary>
    public void Add(Verdicts others)
    {
        _errors.AddRange(others._errors);
        _warnings.AddRange(others._warnings);
    }

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
