namespace Gko.Resolution.Templating.Language;

/// <summary>A value, or a function with its arguments.</summary>
internal sealed record Command(Operand Head, IReadOnlyList<Operand> Arguments);
