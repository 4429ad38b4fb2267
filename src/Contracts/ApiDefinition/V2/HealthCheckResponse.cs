using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>What the answer to a health check must be like.</summary>
public sealed class HealthCheckResponse
{
    [Description("Expressions that must all hold, such as #response.status == 200.")]
    public List<string>? Assertions { get; set; }
}
