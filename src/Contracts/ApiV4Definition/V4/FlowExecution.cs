using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Which of the matching flows run.</summary>
public sealed class FlowExecution
{
    [Description("DEFAULT runs every flow that matches a request, BEST_MATCH only the one with the closest path.")]
    public string? Mode { get; set; }

    [Description("Whether a request that no flow matches is refused.")]
    [Required]
    public bool? MatchRequired { get; set; }
}
