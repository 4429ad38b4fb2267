using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Tries another endpoint when one fails or is slow.</summary>
public sealed class Failover
{
    [Description("Whether other endpoints are tried.")]
    [Default(false)]
    public bool? Enabled { get; set; }

    [Description("How many further endpoints a request tries at most.")]
    [Default(2)]
    public int? MaxRetries { get; set; }

    [Description("Milliseconds after which a call counts as failed.")]
    [Default(2000)]
    public long? SlowCallDuration { get; set; }

    [Description("How many calls must fail before none are tried for a while.")]
    [Default(5)]
    public int? MaxFailures { get; set; }

    [Description("Milliseconds of that while.")]
    [Default(10000)]
    public long? OpenStateDuration { get; set; }

    [Description("Whether failures are counted for each subscription by itself.")]
    [Default(true)]
    public bool? PerSubscription { get; set; }
}
