using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Certificates that the gateway trusts.</summary>
public sealed class TrustStore
{
    [Description("Format of the store.")]
    [AllowedValues("PEM", "PKCS12", "JKS")]
    public string? Type { get; set; }

    [Description("File on the gateway. Alternative to content.")]
    public string? Path { get; set; }

    [Description("The store itself, base64-encoded unless it is PEM. Alternative to path.")]
    public string? Content { get; set; }

    [Description("Password of the store; PEM has none.")]
    public string? Password { get; set; }
}
