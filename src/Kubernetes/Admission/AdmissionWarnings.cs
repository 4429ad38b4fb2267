namespace Gko.Kubernetes.Admission;

/// <summary>
/// Makes warnings fit to be sent: they travel as HTTP headers, and the API server drops or cuts what is longer than 256
/// characters or more than 4 KiB in total.
/// </summary>
internal static class AdmissionWarnings
{
    public const int MaxLength = 256;
    public const int MaxCount = 16;

    public static IReadOnlyList<string> Bound(IEnumerable<string> warnings)
    {
        var distinct = warnings
            .Select(Clean)
            .Where(warning => warning.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (distinct.Count <= MaxCount)
        {
            return distinct;
        }

        var left = distinct.Count - (MaxCount - 1);
        return [.. distinct.Take(MaxCount - 1), $"… and {left} more warnings"];
    }

    private static string Clean(string warning)
    {
        var text = string.Create(warning.Length, warning, static (line, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                line[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        }).Trim();
        if (text.Length <= MaxLength)
        {
            return text;
        }

        // A surrogate pair is cut before its first half.
        var end = char.IsHighSurrogate(text[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1;
        return text[..end] + "…";
    }
}
