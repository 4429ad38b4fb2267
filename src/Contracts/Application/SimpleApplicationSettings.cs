using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A client that manages its own identity.</summary>
public sealed class SimpleApplicationSettings
{
    [Description("What the client is, in your words, such as WEB or MOBILE.")]
    [Required]
    public string? Type { get; set; }

    [Description("The client id in its tokens; JWT and OAUTH2 plans recognise the client by it.")]
    public string? ClientId { get; set; }
}
