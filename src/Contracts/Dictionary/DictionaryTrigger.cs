using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>How often the entries of a dictionary are fetched.</summary>
public sealed class DictionaryTrigger
{
    [Description("Time between two fetches, in units.")]
    [Required]
    public long? Rate { get; set; }

    [Description("Unit of rate.")]
    [Required]
    [AllowedValues("MICROSECONDS", "MILLISECONDS", "SECONDS", "MINUTES", "HOURS", "DAYS")]
    public string? Unit { get; set; }
}
