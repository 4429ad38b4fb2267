using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A label that the metadata of an API needs.</summary>
public sealed class RequiredLabel
{
    [Description("Key of the label.")]
    [Required]
    [Length(1, 316)]
    public string? Key { get; set; }

    [Description("Values that it may have; a star stands for any characters. Left out, any will do.")]
    [MinItems(1)]
    [MaxItems(256)]
    [Length(1, 63)]
    public List<string>? Values { get; set; }
}
