using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>How the gateway secures its connection to a backend.</summary>
public sealed class SslOptions
{
    [Description("Accepts any certificate of the backend. Never use it in production.")]
    [Required]
    [Default(false)]
    public bool? TrustAll { get; set; }

    [Description("Whether the backend's certificate must carry the name that was called.")]
    [Required]
    [Default(true)]
    public bool? HostnameVerifier { get; set; }

    [Description("Certificates that the gateway trusts.")]
    public TrustStore? TrustStore { get; set; }

    [Description("Certificate and key that the gateway presents (mutual TLS).")]
    public KeyStore? KeyStore { get; set; }

    [Description("Headers added to every request over this connection.")]
    public List<HttpHeader>? Headers { get; set; }
}
