using System.Globalization;

namespace Gko.Resolution.Templating.Language;

/// <summary>Reads numbers the way Go writes them: a <see cref="long"/>, or a <see cref="double"/> when there is a point or an exponent.</summary>
internal static class NumberLiteral
{
    /// <exception cref="TemplateException">It is not a number, or one that is too large or of a sort that is not supported.</exception>
    public static object Read(Token token)
    {
        var negative = token.Text[0] == '-';
        var digits = token.Text[0] is '+' or '-' ? token.Text[1..] : token.Text;
        var (radix, prefix) = Radix(digits);
        if (radix != 16 ? digits.EndsWith('i') : digits.AsSpan().ContainsAny('.', 'p', 'P'))
        {
            throw TemplateException.Unsupported(token.Position, "imaginary and hexadecimal floating-point numbers are", "write a decimal number");
        }

        if (!UnderscoresSeparateDigits(digits, prefix > 1))
        {
            throw Malformed(token);
        }

        digits = digits[prefix..].Replace("_", "", StringComparison.Ordinal);
        return prefix < 2 && digits.AsSpan().ContainsAny('.', 'e', 'E')
            ? ReadFloat(token, negative ? $"-{digits}" : digits)
            : ReadInteger(token, digits, radix, negative);
    }

    private static (int Radix, int Prefix) Radix(string digits) => digits switch
    {
        ['0', 'x' or 'X', ..] => (16, 2),
        ['0', 'o' or 'O', ..] => (8, 2),
        ['0', 'b' or 'B', ..] => (2, 2),
        ['0', _, ..] => (8, 0),
        _ => (10, 0),
    };

    private static object ReadFloat(Token token, string digits)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(digits, Style, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Malformed(token);
    }

    private static object ReadInteger(Token token, string digits, int radix, bool negative)
    {
        Int128 value = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            value = (value * radix) + digit;
            if (digit >= radix || value > (Int128)long.MaxValue + 1)
            {
                throw Malformed(token);
            }
        }

        value = negative ? -value : value;
        return digits.Length > 0 && value <= long.MaxValue ? (long)value : throw Malformed(token);
    }

    private static bool UnderscoresSeparateDigits(string digits, bool hasPrefix)
    {
        for (var index = digits.IndexOf('_', StringComparison.Ordinal); index >= 0; index = digits.IndexOf('_', index + 1))
        {
            var afterDigit = index > 0 && (char.IsAsciiHexDigit(digits[index - 1]) || (hasPrefix && index == 2));
            if (!afterDigit || index + 1 >= digits.Length || !char.IsAsciiHexDigit(digits[index + 1]))
            {
                return false;
            }
        }

        return true;
    }

    private static TemplateException Malformed(Token token) =>
        TemplateException.Syntax(token.Position, $"{token.Description} is not a number, or one that is too large");
}
