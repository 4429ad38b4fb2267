namespace Gko.Resolution.Templating;

/// <summary>What templates may read of a Secret or a ConfigMap.</summary>
/// <param name="Values">The decoded text of <c>data</c>, untrimmed.</param>
public sealed record TemplateSource(IReadOnlyDictionary<string, string> Values);
