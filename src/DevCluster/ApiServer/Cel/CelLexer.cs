using System.Globalization;
using System.Text;

namespace Gko.DevCluster.ApiServer;

/// <summary>Cuts an expression into tokens.</summary>
internal sealed class CelLexer(string text)
{
    private static readonly string[] Signs =
        ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]"];

    private int _at;

    /// <summary>The next token: a sign, a name, or a literal with its value; an empty sign at the end.</summary>
    public CelToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        if (_at == text.Length)
        {
            return new CelToken(CelTokenKind.Sign, "", null, _at);
        }

        var start = _at;
        var letter = text[_at];
        if (char.IsAsciiDigit(letter))
        {
            return Number(start);
        }

        if (letter is '"' or '\'')
        {
            return new CelToken(CelTokenKind.Literal, "", Quoted(letter), start);
        }

        if (letter == '_' || char.IsAsciiLetter(letter))
        {
            while (_at < text.Length && (text[_at] == '_' || char.IsAsciiLetterOrDigit(text[_at])))
            {
                _at++;
            }

            return new CelToken(CelTokenKind.Name, text[start.._at], null, start);
        }

        var sign = Array.Find(Signs, candidate => string.CompareOrdinal(text, start, candidate, 0, candidate.Length) == 0)
            ?? throw new CelException($"unexpected '{letter}' at position {start + 1} of: {text}");
        _at += sign.Length;
        return new CelToken(CelTokenKind.Sign, sign, null, start);
    }

    private CelToken Number(int start)
    {
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] is '.' or 'e' or 'E'))
        {
            _at++;
        }

        var digits = text[start.._at];
        if (long.TryParse(digits, CultureInfo.InvariantCulture, out var number))
        {
            return new CelToken(CelTokenKind.Literal, digits, number, start);
        }

        return double.TryParse(digits, CultureInfo.InvariantCulture, out var real)
            ? new CelToken(CelTokenKind.Literal, digits, real, start)
            : throw new CelException($"'{digits}' is not a number in: {text}");
    }

    private string Quoted(char quote)
    {
        var value = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == quote)
            {
                _at++;
                return value.ToString();
            }

            value.Append(text[_at] == '\\' && _at + 1 < text.Length ? Escaped(text[++_at]) : text[_at]);
        }

        throw new CelException($"unterminated string in: {text}");
    }

    private static char Escaped(char letter) => letter switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '\\' or '"' or '\'' or '`' or '?' => letter,
        _ => throw new CelException($"unsupported escape \\{letter}"),
    };
}
