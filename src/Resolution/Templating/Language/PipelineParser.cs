using Gko.Resolution.Templating.Functions;

namespace Gko.Resolution.Templating.Language;

/// <summary>Parses what is inside of actions.</summary>
internal sealed class PipelineParser(TokenReader tokens)
{
    private readonly List<string> _variables = [Scope.Root];

    /// <summary>Marks the variables that are known so far.</summary>
    public int Mark() => _variables.Count;

    /// <summary>Forgets the variables since a mark.</summary>
    public void Forget(int mark) => _variables.RemoveRange(mark, _variables.Count - mark);

    /// <summary>A pipeline with the token that ends it.</summary>
    public Pipeline Parse(string context, TokenKind end)
    {
        var start = tokens.Peek();
        var variables = ParseVariables(context == Keywords.Range, out var assigns);
        var commands = new List<Command>();
        while (tokens.Peek().Kind != end)
        {
            if (!StartsOperand(tokens.Peek().Kind))
            {
                throw Unexpected(tokens.Peek());
            }

            var command = ParseCommand();
            if (commands.Count > 0 && command.Head is Operand.Constant or Operand.Dot or Operand.Nil)
            {
                throw TemplateException.Syntax(command.Head.Position, "only a function can follow a pipe");
            }

            commands.Add(command);
        }

        tokens.Next();
        return commands.Count > 0
            ? new Pipeline(start.Position, variables, assigns, commands)
            : throw TemplateException.Syntax(start.Position, $"a value is missing in {context}");
    }

    private List<string> ParseVariables(bool isRange, out bool assigns)
    {
        var variables = new List<string>();
        assigns = false;
        while (tokens.Peek().Kind is TokenKind.Variable)
        {
            var separator = tokens.PeekSecond();
            if (separator.Kind is not (TokenKind.Declare or TokenKind.Assign or TokenKind.Comma))
            {
                break;
            }

            variables.Add(tokens.Next().Text);
            _variables.Add(variables[^1]);
            assigns = tokens.Next().Kind is TokenKind.Assign;
            if (separator.Kind is not TokenKind.Comma)
            {
                break;
            }

            if (!isRange || variables.Count > 1 || tokens.Peek().Kind is not TokenKind.Variable)
            {
                throw TemplateException.Syntax(separator.Position, "only a range can set two variables, as in [[ range $index, $item := ... ]]");
            }
        }

        return variables;
    }

    private Command ParseCommand()
    {
        var head = ParseOperand();
        var arguments = new List<Operand>();
        while (true)
        {
            var next = tokens.Peek();
            if (next.Kind is TokenKind.Pipe)
            {
                tokens.Next();
                return new Command(head, arguments);
            }

            if (next.Kind is TokenKind.Close or TokenKind.RightParen)
            {
                return new Command(head, arguments);
            }

            if (!next.Spaced || !StartsOperand(next.Kind))
            {
                throw Unexpected(next);
            }

            arguments.Add(ParseOperand());
        }
    }

    private Operand ParseOperand()
    {
        var token = tokens.Peek();
        var operand = ParseTerm();
        var names = new List<string>();
        while (tokens.Peek() is { Kind: TokenKind.Field, Spaced: false })
        {
            names.Add(tokens.Next().Text[1..]);
        }

        if (names.Count == 0)
        {
            return operand;
        }

        return operand switch
        {
            Operand.Fields fields => fields with { Names = [.. fields.Names, .. names] },
            Operand.Constant or Operand.Nil or Operand.Dot => throw TemplateException.Syntax(token.Position, $"{token.Description} has no fields"),
            _ => new Operand.Fields(token.Position, operand, names),
        };
    }

    private Operand ParseTerm()
    {
        var token = tokens.Next();
        return token.Kind switch
        {
            TokenKind.Identifier => ParseFunction(token),
            TokenKind.Dot => new Operand.Dot(token.Position),
            TokenKind.Nil => new Operand.Nil(token.Position),
            TokenKind.Variable => ParseVariable(token),
            TokenKind.Field => new Operand.Fields(token.Position, new Operand.Dot(token.Position), [token.Text[1..]]),
            TokenKind.Bool => new Operand.Constant(token.Position, token.Text == "true"),
            TokenKind.Number => new Operand.Constant(token.Position, NumberLiteral.Read(token)),
            TokenKind.Character => new Operand.Constant(token.Position, (long)StringLiteral.ReadCharacter(token)),
            TokenKind.String or TokenKind.RawString => new Operand.Constant(token.Position, StringLiteral.Read(token)),
            _ => ParseParenthesis(token),
        };
    }

    private Operand.Parenthesis ParseParenthesis(Token token)
    {
        tokens.Enter(token.Position);
        var pipeline = Parse("parentheses", TokenKind.RightParen);
        tokens.Leave();
        return new Operand.Parenthesis(token.Position, pipeline);
    }

    private static Operand.Function ParseFunction(Token token)
    {
        if (token.Text == FunctionTable.Call)
        {
            throw TemplateException.Unsupported(token.Position, "the function call is", "no value is a function that it could call");
        }

        return FunctionTable.Contains(token.Text)
            ? new Operand.Function(token.Position, token.Text)
            : throw TemplateException.Syntax(
                token.Position, $"there is no function {token.Description}", "use secret \"name/key\", configmap \"name/key\" or one of Go templates");
    }

    private Operand.Variable ParseVariable(Token token) => _variables.Contains(token.Text)
        ? new Operand.Variable(token.Position, token.Text)
        : throw TemplateException.Syntax(token.Position, $"the variable {token.Description} is not set here");

    private static bool StartsOperand(TokenKind kind) => kind
        is TokenKind.Identifier or TokenKind.Field or TokenKind.Variable or TokenKind.Dot or TokenKind.Nil or TokenKind.Bool
        or TokenKind.Number or TokenKind.Character or TokenKind.String or TokenKind.RawString or TokenKind.LeftParen;

    private static TemplateException Unexpected(Token token) => TemplateException.Syntax(
        token.Position, token.Spaced ? $"unexpected {token.Description}" : $"unexpected {token.Description}, perhaps for want of a space");
}
