namespace Gko.Resolution.Templating.Language;

/// <summary>What commands and arguments are made of.</summary>
internal abstract record Operand(int Position)
{
    /// <summary>A string, number or boolean.</summary>
    public sealed record Constant(int Position, object Content) : Operand(Position);

    public sealed record Nil(int Position) : Operand(Position);

    public sealed record Dot(int Position) : Operand(Position);

    public sealed record Variable(int Position, string Name) : Operand(Position);

    public sealed record Function(int Position, string Name) : Operand(Position);

    public sealed record Parenthesis(int Position, Pipeline Pipeline) : Operand(Position);

    /// <summary>Fields of a value, such as <c>.a.b</c>.</summary>
    public sealed record Fields(int Position, Operand Root, IReadOnlyList<string> Names) : Operand(Position);
}
