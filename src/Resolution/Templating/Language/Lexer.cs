using Gko.Resolution.Templating.Printing;

namespace Gko.Resolution.Templating.Language;

/// <summary>Splits a template into tokens. Comments and the white space that trim markers take away are gone.</summary>
internal sealed class Lexer(string input)
{
    private const string Opening = "[[";
    private const string Closing = "]]";
    private const int TrimMarkerLength = 2;

    private int _position;
    private int _actionStart;
    private int _parens;
    private bool _inAction;

    private char Current => _position < input.Length ? input[_position] : '\0';

    /// <summary>The next token; after the last one it is <see cref="TokenKind.End"/> for ever.</summary>
    /// <exception cref="TemplateException">What comes next is no token.</exception>
    public Token Next() => _inAction ? NextInAction() : NextOutside();

    private Token NextOutside()
    {
        while (true)
        {
            var start = _position;
            var open = input.IndexOf(Opening, start, StringComparison.Ordinal);
            if (open < 0)
            {
                _position = input.Length;
                return new Token(start < input.Length ? TokenKind.Text : TokenKind.End, input[start..], start);
            }

            var trims = open + 3 < input.Length && input[open + 2] == '-' && Characters.IsSpace(input[open + 3]);
            var text = input.AsSpan(start, open - start);
            text = trims ? text.TrimEnd(Characters.Spaces) : text;
            _position = open;
            if (text.Length > 0)
            {
                return new Token(TokenKind.Text, text.ToString(), start);
            }

            _position += Opening.Length + (trims ? TrimMarkerLength : 0);
            if (!input.AsSpan(_position).StartsWith("/*", StringComparison.Ordinal))
            {
                _actionStart = open;
                _inAction = true;
                _parens = 0;
                return new Token(TokenKind.Open, Opening, open);
            }

            SkipComment(open);
        }
    }

    private void SkipComment(int open)
    {
        var end = input.IndexOf("*/", _position + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            throw TemplateException.Syntax(open, "the comment has no end");
        }

        _position = end + 2;
        if (!AtClose(out var trims))
        {
            throw TemplateException.Syntax(open, "a comment must be all of its action, from [[/* to */]]");
        }

        Close(trims);
    }

    private Token NextInAction()
    {
        var spaced = false;
        while (true)
        {
            if (AtClose(out var trims))
            {
                var close = new Token(TokenKind.Close, Closing, _position, spaced);
                if (_parens > 0)
                {
                    throw TemplateException.Syntax(_actionStart, "a parenthesis is not closed");
                }

                Close(trims);
                _inAction = false;
                return close;
            }

            if (!Characters.IsSpace(Current))
            {
                return Word() with { Spaced = spaced };
            }

            spaced = true;
            _position++;
        }
    }

    private bool AtClose(out bool trims)
    {
        var rest = input.AsSpan(_position);
        trims = rest.Length >= TrimMarkerLength && Characters.IsSpace(rest[0]) && rest[1] == '-'
            && rest[TrimMarkerLength..].StartsWith(Closing, StringComparison.Ordinal);
        return trims || rest.StartsWith(Closing, StringComparison.Ordinal);
    }

    private void Close(bool trims)
    {
        _position += Closing.Length;
        if (trims)
        {
            _position += TrimMarkerLength;
            while (Characters.IsSpace(Current))
            {
                _position++;
            }
        }
    }

    private Token Word()
    {
        if (_position >= input.Length)
        {
            throw TemplateException.Syntax(_actionStart, "[[ has no closing ]]");
        }

        return Current switch
        {
            '"' => Quoted(TokenKind.String, "the string has no closing quote on its line"),
            '\'' => Quoted(TokenKind.Character, "the character constant has no closing quote on its line"),
            '`' => Raw(),
            '$' => Named(TokenKind.Variable),
            '.' when _position + 1 >= input.Length || !char.IsAsciiDigit(input[_position + 1]) => Named(TokenKind.Field),
            '.' or '+' or '-' or (>= '0' and <= '9') => Number(),
            var c when Characters.IsOfWord(c) => Identifier(),
            _ => Sign(),
        };
    }

    private Token Sign()
    {
        var kind = Current switch
        {
            '=' => TokenKind.Assign,
            '|' => TokenKind.Pipe,
            ',' => TokenKind.Comma,
            '(' => TokenKind.LeftParen,
            ')' => TokenKind.RightParen,
            ':' when _position + 1 < input.Length && input[_position + 1] == '=' => TokenKind.Declare,
            _ => TokenKind.Other,
        };
        _parens += kind is TokenKind.LeftParen ? 1 : kind is TokenKind.RightParen ? -1 : 0;
        return _parens >= 0
            ? Take(kind, kind is TokenKind.Declare ? 2 : char.IsSurrogatePair(input, _position) ? 2 : 1)
            : throw TemplateException.Syntax(_position, "a closing parenthesis has no opening one");
    }

    private Token Quoted(TokenKind kind, string unterminated)
    {
        var quote = Current;
        for (var end = _position + 1; end < input.Length && input[end] != '\n'; end++)
        {
            if (input[end] == quote)
            {
                return Take(kind, end + 1 - _position);
            }

            if (input[end] == '\\' && end + 1 < input.Length && input[end + 1] != '\n')
            {
                end++;
            }
        }

        throw TemplateException.Syntax(_position, unterminated);
    }

    private Token Raw()
    {
        var end = input.IndexOf('`', _position + 1);
        return end < 0
            ? throw TemplateException.Syntax(_position, "the string has no closing back-quote")
            : Take(TokenKind.RawString, end + 1 - _position);
    }

    private Token Named(TokenKind kind)
    {
        var token = Take(kind, 1 + WordLength(_position + 1));
        ExpectEndOfWord();
        return token.Text == "." ? token with { Kind = TokenKind.Dot } : token;
    }

    private Token Identifier()
    {
        var token = Take(TokenKind.Identifier, WordLength(_position));
        ExpectEndOfWord();
        return token with
        {
            Kind = token.Text switch
            {
                "true" or "false" => TokenKind.Bool,
                "nil" => TokenKind.Nil,
                _ => Keywords.Contains(token.Text) ? TokenKind.Keyword : TokenKind.Identifier,
            },
        };
    }

    private Token Number()
    {
        var length = 1;
        while (_position + length < input.Length
            && (Characters.IsOfWord(input[_position + length]) || input[_position + length] == '.' || IsSignOfExponent(_position + length)))
        {
            length++;
        }

        return Take(TokenKind.Number, length);
    }

    // In 1e+3, but not in 0x1e+3 nor in 1+3.
    private bool IsSignOfExponent(int index) =>
        input[index] is '+' or '-' && input[index - 1] is 'e' or 'E' && !input.AsSpan(_position, index - _position).ContainsAny('x', 'X');

    private void ExpectEndOfWord()
    {
        if (_position < input.Length && !Characters.IsSpace(Current) && !".,|:()".Contains(Current, StringComparison.Ordinal) && !AtClose(out _))
        {
            throw TemplateException.Syntax(_position, $"unexpected {Quoting.ForMessage(Current.ToString())} right after a word");
        }
    }

    private int WordLength(int start)
    {
        var end = start;
        while (end < input.Length && Characters.IsOfWord(input[end]))
        {
            end++;
        }

        return end - start;
    }

    private Token Take(TokenKind kind, int length)
    {
        var token = new Token(kind, input.Substring(_position, length), _position);
        _position += length;
        return token;
    }
}
