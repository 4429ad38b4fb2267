using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Key-value pairs, or where to fetch them.</summary>
public sealed class DictionarySpec
{
    [Description("The ManagementContext that says which APIM environment this dictionary is synced to. Needed, though the schema does not insist.")]
    public NamespacedReference? ContextRef { get; set; }

    [Description("Name of the dictionary as people see it in the console.")]
    [Required]
    public string? Name { get; set; }

    [Description("What the dictionary is for.")]
    public string? Description { get; set; }

    [Description("Whether the entries stand in manual (MANUAL) or are fetched as dynamic says (DYNAMIC).")]
    [Required]
    [AllowedValues(DictionaryTypes.Manual, DictionaryTypes.Dynamic)]
    public string? Type { get; set; }

    [Description("Whether gateways get the dictionary and, if it is dynamic, entries are fetched.")]
    [Required]
    public bool? Deployed { get; set; }

    [Description("The entries of a MANUAL dictionary.")]
    public ManualDictionary? Manual { get; set; }

    [Description("Where a DYNAMIC dictionary gets its entries.")]
    public DynamicDictionary? Dynamic { get; set; }
}
