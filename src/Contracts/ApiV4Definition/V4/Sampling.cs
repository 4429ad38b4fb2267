using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Which messages are reported.</summary>
public sealed class Sampling
{
    [Description("By chance (PROBABILITY), by time between them (TEMPORAL), one of so many (COUNT), or so many of a time span (WINDOWED_COUNT).")]
    [Required]
    [AllowedValues("PROBABILITY", "TEMPORAL", "COUNT", "WINDOWED_COUNT")]
    public string? Type { get; set; }

    [Description("How often, as the type demands: 0.1, PT10S, 100 or 5/PT10S.")]
    [Required]
    public string? Value { get; set; }
}
