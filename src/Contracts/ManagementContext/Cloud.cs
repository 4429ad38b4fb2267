using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>How the operator signs in to Gravitee Cloud; either field enables it.</summary>
public sealed class Cloud
{
    [Description("Cloud token (a JWT), in clear. Prefer secretRef.")]
    public string? Token { get; set; }

    [Description("Secret whose key cloudToken holds the token.")]
    public NamespacedReference? SecretRef { get; set; }
}
