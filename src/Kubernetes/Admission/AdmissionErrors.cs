namespace Gko.Kubernetes.Admission;

/// <summary>Keeps denials readable, and small whatever was asked: errors quote names and values of the object.</summary>
internal static class AdmissionErrors
{
    public const int MaxLength = 4096;
    public const int MaxCount = 100;

    /// <summary>The first errors, shortened; the last says how many there are besides.</summary>
    public static IReadOnlyList<AdmissionError> Bound(IReadOnlyList<AdmissionError> errors)
    {
        var told = errors.Take(errors.Count > MaxCount ? MaxCount - 1 : MaxCount)
            .Select(error => new AdmissionError(Cut(error.Message), error.Field is null ? null : Cut(error.Field)));
        return errors.Count > MaxCount
            ? [.. told, new AdmissionError($"… and {errors.Count - MaxCount + 1} more errors")]
            : [.. told];
    }

    /// <summary>The text, or its beginning when it is too long to be told.</summary>
    public static string Cut(string text) => text.Length <= MaxLength
        ? text
        // A surrogate pair is cut before its first half.
        : text[..(char.IsHighSurrogate(text[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1)] + "…";
}
