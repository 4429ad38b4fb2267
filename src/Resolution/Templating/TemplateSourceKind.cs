namespace Gko.Resolution.Templating;

/// <summary>The kinds of objects that templates read.</summary>
public enum TemplateSourceKind
{
    Secret,
    ConfigMap,
}
