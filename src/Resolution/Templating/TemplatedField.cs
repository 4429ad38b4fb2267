namespace Gko.Resolution.Templating;

/// <summary>A string of a JSON document that holds a template.</summary>
/// <param name="Path">Where it is, such as <c>spec.proxy.groups[0].name</c>.</param>
/// <param name="Text">The decoded string.</param>
/// <param name="Start">Where its token starts in the document, in bytes.</param>
/// <param name="Length">Length of its token with the quotes, in bytes.</param>
internal sealed record TemplatedField(string Path, string Text, int Start, int Length);
