using System.Globalization;

namespace Gko.Resolution.Templating.Language;

/// <summary>The classes of characters that the grammar knows.</summary>
internal static class Characters
{
    public const string Spaces = " \t\r\n";

    public static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    /// <summary>True for what names and numbers are made of.</summary>
    public static bool IsOfWord(char c) =>
        c == '_' || char.IsLetter(c) || char.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber;
}
