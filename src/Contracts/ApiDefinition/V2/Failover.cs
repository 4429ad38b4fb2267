using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Tries another endpoint when one fails.</summary>
public sealed class Failover
{
    [Description("How many endpoints are tried at most.")]
    public int? MaxAttempts { get; set; }

    [Description("Milliseconds after which an attempt counts as failed.")]
    public long? RetryTimeout { get; set; }

    [Description("What counts as a failure, such as TIMEOUT.")]
    public List<string>? Cases { get; set; }
}
