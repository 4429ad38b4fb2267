using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>One request of a health check and the answer it expects.</summary>
public sealed class HealthCheckStep
{
    [Description("Name of the step, shown in the console.")]
    public string? Name { get; set; }

    [Description("The request to send.")]
    public HealthCheckRequest? Request { get; set; }

    [Description("What the answer must be like.")]
    public HealthCheckResponse? Response { get; set; }
}
