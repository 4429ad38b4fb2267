namespace Gko.Resolution.Templating.Language;

/// <summary>Commands of which each gets the value of the one before as its last argument.</summary>
/// <param name="Position">Where it starts.</param>
/// <param name="Variables">The variables that get the value, with their <c>$</c>; a range may have two.</param>
/// <param name="Assigns">The variables exist already, as in <c>$x = 1</c>.</param>
/// <param name="Commands">At least one.</param>
internal sealed record Pipeline(int Position, IReadOnlyList<string> Variables, bool Assigns, IReadOnlyList<Command> Commands);
