using Gko.Kubernetes.Model;

namespace Gko.Resolution.Templating;

/// <summary>Names an object that templates asked for, whether or not it exists.</summary>
public sealed record TemplateSourceKey(TemplateSourceKind Kind, ObjectKey Key);
