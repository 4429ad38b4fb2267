using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>How the operator signs in to APIM: one of a token, a user or a Secret with either.</summary>
public sealed class Auth
{
    [Description("Personal access token, in clear. Prefer secretRef.")]
    public string? BearerToken { get; set; }

    [Description("User and password, in clear. Prefer secretRef.")]
    public BasicCredentials? Credentials { get; set; }

    [Description("Secret with the key bearerToken, or with the keys username and password.")]
    public NamespacedReference? SecretRef { get; set; }
}
