namespace Gko.Resolution.Templating.Language;

/// <summary>A part of a template that writes something, or decides what is written.</summary>
internal abstract record Node(int Position)
{
    public sealed record Text(int Position, string Content) : Node(Position);

    /// <summary>Writes the value of a pipeline, unless that sets variables.</summary>
    public sealed record Action(int Position, Pipeline Pipeline) : Node(Position);

    /// <summary><c>if</c> and <c>with</c>: the first branch whose pipeline is true is taken.</summary>
    /// <param name="Position">Where it starts.</param>
    /// <param name="SetsDot">True for <c>with</c>.</param>
    /// <param name="Branches">At least one.</param>
    /// <param name="Otherwise">What is written when none is true.</param>
    public sealed record Condition(int Position, bool SetsDot, IReadOnlyList<Branch> Branches, IReadOnlyList<Node> Otherwise) : Node(Position);

    /// <summary>A pipeline and what is written when it is true.</summary>
    public sealed record Branch(Pipeline Pipeline, IReadOnlyList<Node> Body);

    public sealed record Range(int Position, Pipeline Pipeline, IReadOnlyList<Node> Body, IReadOnlyList<Node> Otherwise) : Node(Position);

    /// <summary><c>break</c>, or <c>continue</c>.</summary>
    public sealed record Jump(int Position, bool IsBreak) : Node(Position);
}
