using System.Text;

namespace Gko.Resolution.Templating.Printing;

/// <summary>The verbs of <c>printf</c> for strings.</summary>
internal static class TextFormat
{
    /// <summary>Null when the verb is not for strings.</summary>
    /// <param name="directive">The verb and its flags.</param>
    /// <param name="text">The value.</param>
    /// <param name="isSyntax">With <c>%#v</c>.</param>
    public static PaddedText? Of(Directive directive, string text, bool isSyntax) => directive.Verb.Value switch
    {
        'v' when !isSyntax => Plain(directive, text),
        's' => Plain(directive, text),
        'v' or 'q' => Quoted(directive, text),
        'x' or 'X' => Hexadecimal(directive, text),
        _ => null,
    };

    /// <summary>As it is, up to as many characters as the precision says.</summary>
    public static PaddedText Plain(Directive directive, string text) => new(Truncated(directive, text));

    private static PaddedText Quoted(Directive directive, string text)
    {
        var truncated = Truncated(directive, text);
        return new PaddedText(directive.Sharp && Quoting.FitsBackQuotes(truncated)
            ? $"`{truncated}`"
            : Quoting.Quote(truncated, '"', directive.Plus));
    }

    private static PaddedText Hexadecimal(Directive directive, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        bytes = bytes[..Math.Min(bytes.Length, directive.Precision ?? bytes.Length)];
        var isUpper = directive.Verb.Value == 'X';
        var prefix = directive.Sharp && bytes.Length > 0 ? isUpper ? "0X" : "0x" : "";
        if (!directive.Space)
        {
            return new PaddedText(prefix + (isUpper ? Convert.ToHexString(bytes) : Convert.ToHexStringLower(bytes)));
        }

        var hex = new StringBuilder(bytes.Length * 5);
        foreach (var unit in bytes)
        {
            hex.Append(hex.Length > 0 ? " " : "").Append(prefix).Append(unit.ToString(isUpper ? "X2" : "x2"));
        }

        return new PaddedText(hex.ToString());
    }

    private static string Truncated(Directive directive, string text)
    {
        var left = directive.Precision ?? int.MaxValue;
        var end = 0;
        while (end < text.Length && left-- > 0)
        {
            end += char.IsSurrogatePair(text, end) ? 2 : 1;
        }

        return text[..end];
    }
}
