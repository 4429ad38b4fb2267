using System.Text.Json;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A place outside APIM that a page is fetched from.</summary>
public sealed class PageSource
{
    [Description("Fetcher plugin, such as http-fetcher, github-fetcher or git-fetcher.")]
    [Required]
    public string? Type { get; set; }

    [Description("Settings of that fetcher, passed on unchanged.")]
    [Required]
    [PreserveUnknownFields]
    public JsonElement? Configuration { get; set; }
}
