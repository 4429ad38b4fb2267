using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A header of the request for the entries of a dictionary.</summary>
public sealed class DictionaryHeader
{
    [Description("Name of the header.")]
    [Required]
    public string? Name { get; set; }

    [Description("Value of the header.")]
    [Required]
    public string? Value { get; set; }
}
