using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Services that run beside an API.</summary>
public sealed class ApiServices
{
    [Description("Reads properties of the API from elsewhere, again and again.")]
    public Service? DynamicProperty { get; set; }
}
