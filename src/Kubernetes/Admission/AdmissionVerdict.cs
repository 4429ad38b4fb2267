namespace Gko.Kubernetes.Admission;

/// <summary>What a webhook says of a request: the reasons to deny it, if any, and hints for the user in either case.</summary>
public sealed class AdmissionVerdict(IReadOnlyList<AdmissionError> errors, IReadOnlyList<string> warnings)
{
    /// <summary>Nothing to say against the request.</summary>
    public static AdmissionVerdict Allow { get; } = new([], []);

    /// <summary>Whether the request may pass: there are no errors.</summary>
    public bool Allowed => Errors.Count == 0;

    /// <summary>The reasons to deny, the most important first.</summary>
    public IReadOnlyList<AdmissionError> Errors { get; } = errors;

    /// <summary>Shown to the user whether or not the request passes; long or numerous ones are cut.</summary>
    public IReadOnlyList<string> Warnings { get; } = warnings;

    /// <summary>Denies for one reason.</summary>
    public static AdmissionVerdict Deny(string message, string? field = null) => new([new AdmissionError(message, field)], []);

    /// <summary>Allows, but tells the user something.</summary>
    public static AdmissionVerdict Warn(params string[] warnings) => new([], warnings);
}
