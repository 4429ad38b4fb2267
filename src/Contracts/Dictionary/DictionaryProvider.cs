using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A request whose answer holds the entries of a dictionary.</summary>
public sealed class DictionaryProvider
{
    [Description("How the entries are fetched; only HTTP exists.")]
    [Required]
    [AllowedValues("HTTP")]
    public string? Type { get; set; }

    [Description("URL to call.")]
    [Required]
    public string? Url { get; set; }

    [Description("HTTP method to use.")]
    [Required]
    [AllowedValues("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT")]
    public string? Method { get; set; }

    [Description("Headers to send.")]
    public List<DictionaryHeader>? Headers { get; set; }

    [Description("Body to send.")]
    public string? Body { get; set; }

    [Description("JOLT specification, as a JSON text, that turns the answer into a list of key and value.")]
    [Required]
    public string? Specification { get; set; }

    [Description("Whether the proxy of APIM's own configuration is used.")]
    public bool? UseSystemProxy { get; set; }
}
