namespace Gko.Webhooks;

/// <summary>A change of a stored object, as its author wrote it: templates are not evaluated on either side.</summary>
/// <param name="Before">As it is stored.</param>
/// <param name="After">As it would be stored.</param>
/// <param name="Namespace">The object's namespace.</param>
internal sealed record SpecUpdate<T>(T Before, T After, string? Namespace);
