using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A typed fact about an API.</summary>
public sealed class ApiMetadata
{
    [Description("Identifier used in templates, as in ${api.metadata['key']}.")]
    [Required]
    public string? Key { get; set; }

    [Description("Name shown in the console.")]
    [Required]
    public string? Name { get; set; }

    [Description("How the value is checked and shown.")]
    [Required]
    [MetadataFormat]
    public string? Format { get; set; }

    [Description("The value for this API.")]
    public string? Value { get; set; }

    [Description("Used where value is empty.")]
    public string? DefaultValue { get; set; }
}
