using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Entries that are fetched again and again.</summary>
public sealed class DynamicDictionary
{
    [Description("Where the entries come from.")]
    [Required]
    public DictionaryProvider? Provider { get; set; }

    [Description("How often they are fetched.")]
    [Required]
    public DictionaryTrigger? Trigger { get; set; }
}
