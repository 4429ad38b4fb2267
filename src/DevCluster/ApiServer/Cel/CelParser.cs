namespace Gko.DevCluster.ApiServer;

/// <summary>
/// A recursive-descent parser for the part of CEL that validation rules use: no messages, optionals, timestamps or map
/// literals. What it does not know is an error, so that a rule is never silently skipped.
/// </summary>
internal sealed class CelParser
{
    private static readonly string[][] Levels = [["||"], ["&&"], ["==", "!=", "<=", ">=", "<", ">", "in"], ["+", "-"], ["*", "/", "%"]];

    private readonly string _text;
    private readonly CelLexer _lexer;
    private CelToken _token;

    private CelParser(string text)
    {
        _text = text;
        _lexer = new CelLexer(text);
        _token = _lexer.Next();
    }

    /// <exception cref="CelException">Not an expression, or one that this evaluator does not know.</exception>
    public static CelExpression Parse(string text)
    {
        var parser = new CelParser(text);
        var expression = parser.Ternary();
        return parser._token.Is("") ? expression : throw parser.Unexpected();
    }

    private CelExpression Ternary()
    {
        var test = Level(0);
        if (!Take("?"))
        {
            return test;
        }

        var then = Level(0);
        Expect(":");
        return new CelExpression.Conditional(test, then, Ternary());
    }

    private CelExpression Level(int level)
    {
        if (level == Levels.Length)
        {
            return Prefix();
        }

        var left = Level(level + 1);
        while (Levels[level].Contains(_token.Text) && _token.Kind is not CelTokenKind.Literal)
        {
            var sign = _token.Text;
            Advance();
            left = new CelExpression.Binary(sign, left, Level(level + 1));
        }

        return left;
    }

    private CelExpression Prefix()
    {
        foreach (var sign in (string[])["!", "-"])
        {
            if (Take(sign))
            {
                return new CelExpression.Unary(sign, Prefix());
            }
        }

        return Suffixes(Primary());
    }

    private CelExpression Suffixes(CelExpression target)
    {
        while (true)
        {
            if (Take("."))
            {
                var name = Name();
                target = Take("(") ? Method(target, name) : new CelExpression.Select(target, name);
            }
            else if (Take("["))
            {
                target = new CelExpression.Index(target, Ternary());
                Expect("]");
            }
            else
            {
                return target;
            }
        }
    }

    private CelExpression Primary()
    {
        if (Take("("))
        {
            var inner = Ternary();
            Expect(")");
            return inner;
        }

        if (Take("["))
        {
            return new CelExpression.ListOf(Arguments("]"));
        }

        if (_token.Kind is CelTokenKind.Literal)
        {
            var value = _token.Value;
            Advance();
            return new CelExpression.Literal(value);
        }

        var name = Name();
        return name switch
        {
            "true" => new CelExpression.Literal(true),
            "false" => new CelExpression.Literal(false),
            "null" => new CelExpression.Literal(null),
            _ => Take("(") ? Function(name) : new CelExpression.Variable(name),
        };
    }

    private CelExpression Function(string name)
    {
        var arguments = Arguments(")");
        if (name != "has")
        {
            return CelFunctions.Known.Contains(name) ? new CelExpression.Call(name, null, arguments) : throw Unknown(name);
        }

        return arguments is [CelExpression.Select field]
            ? new CelExpression.Has(field)
            : throw new CelException($"invalid argument to has() macro in: {_text}");
    }

    private CelExpression Method(CelExpression target, string name)
    {
        var arguments = Arguments(")");
        if (CelFunctions.Macros.Contains(name))
        {
            return arguments is [CelExpression.Variable variable, var body]
                ? new CelExpression.Macro(name, target, variable.Name, body)
                : throw new CelException($"unsupported form of {name}() in: {_text}");
        }

        return CelFunctions.Known.Contains(name) ? new CelExpression.Call(name, target, arguments) : throw Unknown(name);
    }

    private List<CelExpression> Arguments(string end)
    {
        var arguments = new List<CelExpression>();
        while (!Take(end))
        {
            if (arguments.Count > 0)
            {
                Expect(",");
            }

            arguments.Add(Ternary());
        }

        return arguments;
    }

    private string Name()
    {
        var name = _token.Kind is CelTokenKind.Name ? _token.Text : throw Unexpected();
        Advance();
        return name;
    }

    private bool Take(string sign)
    {
        var taken = _token.Is(sign);
        if (taken)
        {
            Advance();
        }

        return taken;
    }

    private void Expect(string sign)
    {
        if (!Take(sign))
        {
            throw Unexpected();
        }
    }

    private void Advance() => _token = _lexer.Next();

    private CelException Unexpected() => new(
        $"unexpected {(_token.Text.Length == 0 ? "end" : $"'{_token.Text}'")} at position {_token.Position + 1} of: {_text}");

    private CelException Unknown(string name) => new($"this server does not know the function '{name}' in: {_text}");
}
