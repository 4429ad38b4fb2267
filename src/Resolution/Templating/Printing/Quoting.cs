using System.Globalization;
using System.Text;

namespace Gko.Resolution.Templating.Printing;

/// <summary>Writes text as constants of Go.</summary>
internal static class Quoting
{
    private const int MessageLength = 40;

    /// <summary>What the author wrote, in quotes and short enough for a message.</summary>
    public static string ForMessage(string text) => Quote(Shortened(text), '"', asciiOnly: false);

    /// <summary>What the author wrote, cut where it gets too long for a message.</summary>
    public static string Shortened(string text) =>
        text.Length <= MessageLength ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[MessageLength - 1]) ? MessageLength - 1 : MessageLength)}...";

    public static string Quote(string text, char quote, bool asciiOnly)
    {
        var quoted = new StringBuilder(text.Length + 2).Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == quote || rune.Value == '\\')
            {
                quoted.Append('\\').Append(rune);
            }
            else if (IsPrintable(rune) && (rune.IsAscii || !asciiOnly))
            {
                quoted.Append(rune);
            }
            else
            {
                quoted.Append(Escape(rune.Value));
            }
        }

        return quoted.Append(quote).ToString();
    }

    /// <summary>True when a constant in back-quotes can hold the text.</summary>
    public static bool FitsBackQuotes(string text) => !text.Any(c => c is (< ' ' and not '\t') or '`' or '\u007f' or '\ufeff');

    /// <summary>Letters, marks, numbers, punctuation, symbols, and of white space the plain one.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);

    private static string Escape(int character) => character switch
    {
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        < ' ' or 0x7f => $"\\x{character:x2}",
        <= char.MaxValue => $"\\u{character:x4}",
        _ => $"\\U{character:x8}",
    };
}
