namespace Gko.Resolution.Templating;

/// <summary>
/// Ends the evaluation of one template. It never leaves this folder: <see cref="TemplateCompiler"/> makes it a problem.
/// Messages may quote what the author wrote, never what was read from a source.
/// </summary>
internal sealed class TemplateException(int position, string message, ProblemKind kind = ProblemKind.Template) : Exception(message)
{
    /// <summary>Index of the offending character in the template.</summary>
    public int Position => position;

    public ProblemKind Kind => kind;

    /// <summary>The template does not follow the grammar, perhaps because it was not meant to be one.</summary>
    public static TemplateException Syntax(int position, string what, string remedy = "correct the template") =>
        new(position, $"{what}; {remedy}, or write [[ \"[[\" ]] where two brackets are meant as text");

    /// <summary>A construct of the language that is left out on purpose.</summary>
    public static TemplateException Unsupported(int position, string what, string remedy) => new(position, $"{what} not supported; {remedy}");

    public ResolutionProblem ToProblem(TemplatedField field)
    {
        var before = field.Text.AsSpan(0, Math.Min(position, field.Text.Length));
        var line = before.Count('\n') + 1;
        var column = before.Length - before.LastIndexOf('\n');
        return new ResolutionProblem(kind, $"{Message} (template at line {line}, column {column} of {field.Path})", field.Path);
    }
}
