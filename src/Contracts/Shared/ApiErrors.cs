using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What APIM found wrong with a definition, by how bad it is.</summary>
public sealed class ApiErrors
{
    [Description("Errors for which APIM refused the definition.")]
    public List<string>? Severe { get; set; }

    [Description("Remarks with which APIM took the definition all the same, such as an unknown group or category.")]
    public List<string>? Warning { get; set; }
}
