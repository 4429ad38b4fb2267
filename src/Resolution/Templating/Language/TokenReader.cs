namespace Gko.Resolution.Templating.Language;

/// <summary>Tokens with a look ahead.</summary>
internal sealed class TokenReader(Lexer lexer)
{
    private readonly Queue<Token> _ahead = new();
    private int _depth;

    public Token Next() => _ahead.TryDequeue(out var token) ? token : lexer.Next();

    public Token Peek()
    {
        Fill(1);
        return _ahead.Peek();
    }

    public Token PeekSecond()
    {
        Fill(2);
        return _ahead.ElementAt(1);
    }

    /// <summary>To be called where something nests, with <see cref="Leave"/> at its end: the parser and the evaluator recurse.</summary>
    /// <exception cref="TemplateException">It is too deep for them.</exception>
    public void Enter(int position)
    {
        if (++_depth > TemplateLimits.Depth)
        {
            throw new TemplateException(position, $"the template nests deeper than {TemplateLimits.Depth} levels; simplify it");
        }
    }

    public void Leave() => _depth--;

    private void Fill(int count)
    {
        while (_ahead.Count < count)
        {
            _ahead.Enqueue(lexer.Next());
        }
    }
}
