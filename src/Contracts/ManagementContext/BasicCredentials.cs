using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A user name and its password.</summary>
public sealed class BasicCredentials
{
    [Description("Name of an APIM user who may import APIs.")]
    [Required]
    public string? Username { get; set; }

    [Description("The user's password.")]
    [Required]
    public string? Password { get; set; }
}
