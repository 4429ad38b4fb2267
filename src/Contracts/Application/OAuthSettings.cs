using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A client that APIM registers with an identity provider.</summary>
public sealed class OAuthSettings
{
    [Description("What the client is; decides which grants are possible. Cannot be changed.")]
    [Required]
    [AllowedValues(
        OAuthApplicationTypes.BackendToBackend,
        OAuthApplicationTypes.Native,
        OAuthApplicationTypes.Browser,
        OAuthApplicationTypes.Web)]
    public string? ApplicationType { get; set; }

    [Description("Ways in which the client may get tokens.")]
    [Required]
    [AllowedValues("authorization_code", "client_credentials", "refresh_token", "password", "implicit")]
    public List<string>? GrantTypes { get; set; }

    [Description("URLs to which the identity provider may send users back.")]
    public List<string>? RedirectUris { get; set; }
}
