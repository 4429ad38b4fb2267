using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A typed fact about an application.</summary>
public sealed class ApplicationMetadata
{
    [Description("Name shown in the console.")]
    [Required]
    public string? Name { get; set; }

    [Description("How the value is checked and shown.")]
    [MetadataFormat]
    public string? Format { get; set; }

    [Description("The value for this application.")]
    public string? Value { get; set; }

    [Description("Used where value is empty.")]
    public string? DefaultValue { get; set; }

    [Description("Whether the portal hides the entry.")]
    public bool? Hidden { get; set; }
}
