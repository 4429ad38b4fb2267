namespace Gko.Resolution;

/// <summary>Texts in which a star stands for any characters, or none.</summary>
public static class Wildcard
{
    /// <summary>Whether one of the patterns describes the whole text.</summary>
    public static bool MatchesAny(IEnumerable<string> patterns, string text) => patterns.Any(pattern => Matches(pattern, text));

    /// <summary>Whether the pattern describes the whole text, letter by letter; takes no more than the product of their lengths.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (at, position, star, resume) = (0, 0, -1, 0);
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, resume) = (at++, position);
            }
            else if (at < pattern.Length && pattern[at] == text[position])
            {
                (at, position) = (at + 1, position + 1);
            }
            else if (star >= 0)
            {
                (at, position) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }
}
