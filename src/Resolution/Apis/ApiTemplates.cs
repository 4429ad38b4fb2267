using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Resolution;

/// <summary>APIs that are only what ingresses make theirs from; they are deployed nowhere themselves.</summary>
public static class ApiTemplates
{
    /// <summary>Whether the API is one; its annotation has to be the exact word. None is no template.</summary>
    public static bool IsTemplate(IApi? api) => api?.Metadata.Annotations?.GetValueOrDefault(AnnotationNames.Template) == "true";
}
