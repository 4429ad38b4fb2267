namespace Gko.Resolution.Templating.Language;

/// <summary>Where a value comes from; of a computed one, the most confidential of what it was computed from.</summary>
internal enum Origin
{
    /// <summary>It stands in the template.</summary>
    Written,
    ConfigMap,
    Secret,
}
