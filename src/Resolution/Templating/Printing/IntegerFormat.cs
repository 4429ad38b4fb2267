using System.Globalization;
using System.Text;

namespace Gko.Resolution.Templating.Printing;

/// <summary>The verbs of <c>printf</c> for integers.</summary>
internal static class IntegerFormat
{
    /// <summary>Null when the verb is not for integers.</summary>
    public static PaddedText? Of(Directive directive, long value, bool isNegative) => directive.Verb.Value switch
    {
        'v' or 'd' => Digits(directive, value, isNegative, 10),
        'b' => Digits(directive, value, isNegative, 2),
        'o' or 'O' => Digits(directive, value, isNegative, 8),
        'x' or 'X' => Digits(directive, value, isNegative, 16),
        'c' => new PaddedText(Character(value).ToString()),
        'q' => new PaddedText(Quoting.Quote(Character(value).ToString(), '\'', directive.Plus)),
        'U' => CodePoint(directive, value),
        _ => null,
    };

    private static PaddedText Digits(Directive directive, long value, bool isNegative, int radix)
    {
        var isUpper = directive.Verb.Value == 'X';
        var digits = Magnitude(isNegative ? 0UL - (ulong)value : (ulong)value, radix, isUpper);
        if (directive.Precision == 0 && value == 0)
        {
            return new PaddedText("") { AllowsZeros = false };
        }

        var sign = isNegative ? "-" : directive.Plus ? "+" : directive.Space ? " " : "";
        var zeros = directive is { Zero: true, Minus: false, Width: not null } ? directive.Width.Value - sign.Length : 0;
        digits = digits.PadLeft(directive.Precision ?? Math.Max(zeros, 0), '0');
        var prefix = directive.Sharp
            ? radix switch
            {
                2 => "0b",
                8 when digits[0] != '0' => "0",
                16 => isUpper ? "0X" : "0x",
                _ => "",
            }
            : "";
        prefix = directive.Verb.Value == 'O' ? $"0o{prefix}" : prefix;
        return new PaddedText(sign + prefix + digits) { AllowsZeros = false };
    }

    private static string Magnitude(ulong value, int radix, bool isUpper) => radix switch
    {
        10 => value.ToString(CultureInfo.InvariantCulture),
        16 => value.ToString(isUpper ? "X" : "x", CultureInfo.InvariantCulture),
        _ => Convert.ToString((long)value, radix),
    };

    private static PaddedText CodePoint(Directive directive, long value)
    {
        var digits = ((ulong)value).ToString("X", CultureInfo.InvariantCulture).PadLeft(Math.Max(directive.Precision ?? 4, 4), '0');
        var character = directive.Sharp && Rune.IsValid(unchecked((int)value)) && value is >= 0 and <= 0x10FFFF && Quoting.IsPrintable(new Rune((int)value))
            ? $" '{new Rune((int)value)}'"
            : "";
        return new PaddedText($"U+{digits}{character}") { AllowsZeros = false };
    }

    private static Rune Character(long value) => value is >= 0 and <= 0x10FFFF && Rune.IsValid((int)value) ? new Rune((int)value) : Rune.ReplacementChar;
}
