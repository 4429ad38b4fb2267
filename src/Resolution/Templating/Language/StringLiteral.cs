using System.Globalization;
using System.Text;
using Gko.Resolution.Templating.Printing;

namespace Gko.Resolution.Templating.Language;

/// <summary>Reads string and character constants.</summary>
internal static class StringLiteral
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text that a quoted token stands for.</summary>
    /// <exception cref="TemplateException">An escape sequence is malformed, or the bytes they write are not UTF-8.</exception>
    public static string Read(Token token)
    {
        var content = token.Text.AsSpan(1, token.Text.Length - 2);
        if (token.Kind is TokenKind.RawString)
        {
            return content.ToString().Replace("\r", "", StringComparison.Ordinal);
        }

        if (!content.Contains('\\'))
        {
            return content.ToString();
        }

        // By bytes, because escapes may write a character of several bytes one by one.
        var bytes = new List<byte>(content.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var at = 0; at < content.Length;)
        {
            var character = ReadCharacter(token, content, ref at, out var isByte);
            if (isByte)
            {
                bytes.Add((byte)character);
            }
            else
            {
                bytes.AddRange(utf8[..new Rune(character).EncodeToUtf8(utf8)]);
            }
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw TemplateException.Syntax(token.Position, $"the bytes in {token.Description} are not UTF-8");
        }
    }

    /// <summary>The code point of a character constant.</summary>
    /// <exception cref="TemplateException">It does not hold exactly one character.</exception>
    public static int ReadCharacter(Token token)
    {
        var content = token.Text.AsSpan(1, token.Text.Length - 2);
        var at = 0;
        var character = content.Length > 0 ? ReadCharacter(token, content, ref at, out _) : 0;
        return at > 0 && at == content.Length
            ? character
            : throw TemplateException.Syntax(token.Position, $"{token.Description} is not one character; put texts in double quotes");
    }

    private static int ReadCharacter(Token token, ReadOnlySpan<char> content, ref int at, out bool isByte)
    {
        isByte = false;
        if (content[at] != '\\')
        {
            Rune.DecodeFromUtf16(content[at..], out var rune, out var length);
            at += length;
            return rune.Value;
        }

        var escape = at + 1 < content.Length ? content[at + 1] : '\0';
        at += 2;
        isByte = escape is 'x' or (>= '0' and <= '7');
        return escape switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' => '\\',
            '\'' or '"' when escape == token.Text[0] => escape,
            'x' => ReadHex(token, content, 2, ref at),
            'u' => ReadCodePoint(token, content, 4, ref at),
            'U' => ReadCodePoint(token, content, 8, ref at),
            >= '0' and <= '7' => ReadOctal(token, content, ref at),
            _ => throw Malformed(token, "an unknown escape sequence"),
        };
    }

    private static int ReadCodePoint(Token token, ReadOnlySpan<char> content, int digits, ref int at)
    {
        var value = ReadHex(token, content, digits, ref at);
        return Rune.IsValid(value) ? value : throw Malformed(token, "an escape sequence that is not a Unicode character");
    }

    private static int ReadHex(Token token, ReadOnlySpan<char> content, int digits, ref int at)
    {
        if (at + digits > content.Length
            || !uint.TryParse(content.Slice(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw Malformed(token, $"an escape sequence without {digits} hexadecimal digits");
        }

        at += digits;
        return (int)value;
    }

    private static int ReadOctal(Token token, ReadOnlySpan<char> content, ref int at)
    {
        var value = 0;
        var end = at + 2;
        for (at--; at < end; at++)
        {
            if (at >= content.Length || content[at] is < '0' or > '7')
            {
                throw Malformed(token, "an escape sequence without three octal digits");
            }

            value = (value * 8) + content[at] - '0';
        }

        return value <= byte.MaxValue ? value : throw Malformed(token, "an escape sequence above \\377");
    }

    private static TemplateException Malformed(Token token, string what) =>
        TemplateException.Syntax(token.Position, $"{token.Description} has {what}", "put it in back-quotes, where there are none");
}
