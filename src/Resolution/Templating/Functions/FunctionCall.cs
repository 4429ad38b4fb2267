using Gko.Resolution.Templating.Language;

namespace Gko.Resolution.Templating.Functions;

/// <summary>A function with its arguments, their number already checked.</summary>
internal sealed record FunctionCall(string Name, int Position, IReadOnlyList<Value> Arguments, WorkMeter Work)
{
    /// <summary>An argument that has to be a string.</summary>
    /// <exception cref="TemplateException">It is something else.</exception>
    public string Text(int index) => Arguments[index].Content as string
        ?? throw Failure($"argument {index + 1} is {Arguments[index].TypeName}, not a string; put it in quotes or take it from another function");

    /// <summary>Why the call fails, in words that hold no value.</summary>
    public TemplateException Failure(string what) => new(Position, $"{Name}: {what}");
}
