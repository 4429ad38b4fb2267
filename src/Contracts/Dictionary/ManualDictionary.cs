using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Entries that are written down.</summary>
public sealed class ManualDictionary
{
    [Description("The entries; expressions find them as {#dictionaries['namespace-name']['key']}.")]
    [Required]
    public Dictionary<string, string>? Properties { get; set; }
}
