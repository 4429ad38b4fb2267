using System.Globalization;

namespace Gko.Resolution.Templating.Printing;

/// <summary>Writes floating-point numbers as Go does.</summary>
internal static class FloatText
{
    /// <summary>A precision: as many digits as it takes to read the same number back.</summary>
    public const int Shortest = -1;

    /// <param name="value">A finite number.</param>
    /// <param name="verb">One of <c>e f g</c>.</param>
    /// <param name="precision">Digits after the point, for <c>g</c> of all; or <see cref="Shortest"/>.</param>
    public static string Format(double value, char verb, int precision)
    {
        var sign = double.IsNegative(value) ? "-" : "";
        var (digits, point) = Digits(Math.Abs(value), verb, precision);
        return sign + verb switch
        {
            'e' => Exponential(digits, point, precision == Shortest ? digits.Length - 1 : precision),
            'f' => Fixed(digits, point, precision == Shortest ? Math.Max(digits.Length - point, 0) : precision),
            _ => General(digits, point, precision),
        };
    }

    /// <summary>The digits without zeros at the end, and where in them the decimal point is.</summary>
    private static (string Digits, int Point) Digits(double value, char verb, int precision)
    {
        var text = (verb, precision) switch
        {
            (_, Shortest) => value.ToString("E16", CultureInfo.InvariantCulture) is var exact && double.Parse(exact, CultureInfo.InvariantCulture) == value
                ? value.ToString("R", CultureInfo.InvariantCulture)
                : exact,
            ('e', _) => value.ToString($"E{precision}", CultureInfo.InvariantCulture),
            ('f', _) => value.ToString($"F{precision}", CultureInfo.InvariantCulture),
            _ => value.ToString($"E{Math.Max(precision, 1) - 1}", CultureInfo.InvariantCulture),
        };
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = exponentAt < 0 ? 0 : int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        var significant = digits.Trim('0');
        return significant.Length == 0 ? ("0", 1) : (significant, (point < 0 ? mantissa.Length : point) + exponent - leading);
    }

    private static string General(string digits, int point, int precision)
    {
        var limit = precision == Shortest ? 6 : Math.Max(precision, 1);
        if (precision != Shortest && limit > digits.Length && digits.Length >= point)
        {
            limit = digits.Length;
        }

        return point - 1 < -4 || point - 1 >= limit
            ? Exponential(digits, point, digits.Length - 1)
            : Fixed(digits, point, Math.Max(digits.Length - point, 0));
    }

    private static string Exponential(string digits, int point, int decimals)
    {
        var exponent = digits == "0" ? 0 : point - 1;
        var fraction = decimals > 0 ? $".{digits[1..].PadRight(decimals, '0')}" : "";
        return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string Fixed(string digits, int point, int decimals)
    {
        var whole = point > 0 ? digits[..Math.Min(point, digits.Length)].PadRight(point, '0') : "0";
        var fraction = point > 0 ? digits[Math.Min(point, digits.Length)..] : new string('0', -point) + digits;
        fraction = (digits == "0" ? "" : fraction).PadRight(decimals, '0');
        return decimals > 0 ? $"{whole}.{fraction}" : whole;
    }
}
