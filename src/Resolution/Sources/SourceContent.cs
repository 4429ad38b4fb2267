using Gko.Resolution.Templating;

namespace Gko.Resolution;

/// <summary>The content of one Secret or ConfigMap in memory.</summary>
/// <param name="Version">The resource version it belongs to.</param>
/// <param name="Source">The values.</param>
/// <param name="Size">Roughly how many bytes of memory they take.</param>
internal sealed record SourceContent(string Version, TemplateSource Source, int Size)
{
    /// <summary>When it was last asked for.</summary>
    public DateTimeOffset UsedAt { get; set; }
}
