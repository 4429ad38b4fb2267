using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A folder in the navigation of the new portal.</summary>
public class NavigationEntry
{
    [Description("Where the entry is, as a path of folders such as /guides/start. Folders in between need no entry of their own.")]
    [Required]
    [Pattern("^/")]
    public string? Path { get; set; }

    [Description("Title to show instead of the last part of the path.")]
    public string? DisplayName { get; set; }
}
