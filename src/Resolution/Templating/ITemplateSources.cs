using Gko.Kubernetes.Model;

namespace Gko.Resolution.Templating;

/// <summary>Where templates find the Secrets and ConfigMaps they name.</summary>
public interface ITemplateSources
{
    /// <summary>
    /// One object's values; null when it does not exist. A failure to find out is an exception: it says nothing about the
    /// template and has to be tried again.
    /// </summary>
    ValueTask<TemplateSource?> ReadAsync(TemplateSourceKind kind, ObjectKey key, CancellationToken ct);
}
