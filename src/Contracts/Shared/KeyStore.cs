using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>The certificate that the gateway presents and its key.</summary>
public sealed class KeyStore
{
    [Description("Format of the store. PEM uses the cert and key fields, the others path or content with a password.")]
    [AllowedValues("PEM", "PKCS12", "JKS")]
    public string? Type { get; set; }

    [Description("File on the gateway. Alternative to content.")]
    public string? Path { get; set; }

    [Description("The store itself, base64-encoded. Alternative to path.")]
    public string? Content { get; set; }

    [Description("Password of the store; PEM has none.")]
    public string? Password { get; set; }

    [Description("PEM only: file of the private key on the gateway.")]
    public string? KeyPath { get; set; }

    [Description("PEM only: the private key itself.")]
    public string? KeyContent { get; set; }

    [Description("PEM only: file of the certificate on the gateway.")]
    public string? CertPath { get; set; }

    [Description("PEM only: the certificate itself.")]
    public string? CertContent { get; set; }
}
