namespace Gko.Resolution.Templating.Language;

/// <summary>Turns a template into nodes.</summary>
internal sealed class Parser
{
    private readonly TokenReader _tokens;
    private readonly PipelineParser _pipelines;
    private int _ranges;

    private Parser(string template)
    {
        _tokens = new TokenReader(new Lexer(template));
        _pipelines = new PipelineParser(_tokens);
    }

    private enum BodyEnd
    {
        Input,
        End,
        Else,
        ElseIf,
        ElseWith,
    }

    /// <exception cref="TemplateException">The template does not follow the grammar.</exception>
    public static IReadOnlyList<Node> Parse(string template)
    {
        var body = new Parser(template).ParseBody();
        return body.End is BodyEnd.Input
            ? body.Nodes
            : throw TemplateException.Syntax(body.Position, $"[[ {(body.End is BodyEnd.End ? Keywords.End : Keywords.Else)} ]] ends nothing");
    }

    private Body ParseBody()
    {
        var nodes = new List<Node>();
        while (true)
        {
            var token = _tokens.Next();
            if (token.Kind is TokenKind.Text)
            {
                nodes.Add(new Node.Text(token.Position, token.Text));
                continue;
            }

            if (token.Kind is TokenKind.End)
            {
                return new Body(nodes, BodyEnd.Input, token.Position);
            }

            var first = _tokens.Peek();
            if (first is { Kind: TokenKind.Keyword, Text: Keywords.End or Keywords.Else })
            {
                return new Body(nodes, ParseEnd(), first.Position);
            }

            nodes.Add(first.Kind is TokenKind.Keyword
                ? ParseKeyword(_tokens.Next())
                : new Node.Action(first.Position, _pipelines.Parse("[[ ]]", TokenKind.Close)));
        }
    }

    private BodyEnd ParseEnd()
    {
        var keyword = _tokens.Next();
        var next = _tokens.Next();
        return (keyword.Text, next) switch
        {
            (Keywords.End, { Kind: TokenKind.Close }) => BodyEnd.End,
            (Keywords.Else, { Kind: TokenKind.Close }) => BodyEnd.Else,
            (Keywords.Else, { Kind: TokenKind.Keyword, Text: Keywords.If }) => BodyEnd.ElseIf,
            (Keywords.Else, { Kind: TokenKind.Keyword, Text: Keywords.With }) => BodyEnd.ElseWith,
            _ => throw TemplateException.Syntax(next.Position, $"unexpected {next.Description} after {keyword.Text}"),
        };
    }

    private Node ParseKeyword(Token keyword) => keyword.Text switch
    {
        Keywords.If => ParseCondition(keyword, BodyEnd.ElseIf),
        Keywords.With => ParseCondition(keyword, BodyEnd.ElseWith),
        Keywords.Range => ParseRange(keyword),
        Keywords.Break or Keywords.Continue => ParseJump(keyword),
        _ => throw TemplateException.Unsupported(keyword.Position, $"[[ {keyword.Text} ]] is", "write its content where it is used"),
    };

    private Node.Condition ParseCondition(Token keyword, BodyEnd another)
    {
        _tokens.Enter(keyword.Position);
        var mark = _pipelines.Mark();
        var branches = new List<Node.Branch>();
        Body body;
        do
        {
            var pipeline = _pipelines.Parse(keyword.Text, TokenKind.Close);
            body = ParseBody();
            branches.Add(new Node.Branch(pipeline, body.Nodes));
        }
        while (body.End == another);

        var otherwise = ParseOtherwise(keyword, body);
        _pipelines.Forget(mark);
        _tokens.Leave();
        return new Node.Condition(keyword.Position, keyword.Text == Keywords.With, branches, otherwise);
    }

    private Node.Range ParseRange(Token keyword)
    {
        _tokens.Enter(keyword.Position);
        var mark = _pipelines.Mark();
        var pipeline = _pipelines.Parse(keyword.Text, TokenKind.Close);
        _ranges++;
        var body = ParseBody();
        _ranges--;
        var otherwise = ParseOtherwise(keyword, body);
        _pipelines.Forget(mark);
        _tokens.Leave();
        return new Node.Range(keyword.Position, pipeline, body.Nodes, otherwise);
    }

    private List<Node> ParseOtherwise(Token keyword, Body body)
    {
        var otherwise = body.End is BodyEnd.Else ? ParseBody() : body with { Nodes = [] };
        return otherwise.End switch
        {
            BodyEnd.End => otherwise.Nodes,
            BodyEnd.Input => throw TemplateException.Syntax(keyword.Position, $"[[ {keyword.Text} ]] has no [[ end ]]"),
            _ => throw TemplateException.Syntax(otherwise.Position, $"this [[ else ]] does not fit the [[ {keyword.Text} ]] it is in"),
        };
    }

    private Node.Jump ParseJump(Token keyword)
    {
        var next = _tokens.Next();
        if (next.Kind is not TokenKind.Close)
        {
            throw TemplateException.Syntax(next.Position, $"unexpected {next.Description} after {keyword.Text}");
        }

        return _ranges > 0
            ? new Node.Jump(keyword.Position, keyword.Text == Keywords.Break)
            : throw TemplateException.Syntax(keyword.Position, $"[[ {keyword.Text} ]] is not in a range");
    }

    private sealed record Body(List<Node> Nodes, BodyEnd End, int Position);
}
