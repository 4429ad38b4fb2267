using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Certificates by which MTLS plans recognise a client.</summary>
public sealed class TlsSettings
{
    [Description("The only certificate, as PEM. Deprecated: use clientCertificates.")]
    public string? ClientCertificate { get; set; }

    [Description("The certificates. Let two overlap in time to replace one without an outage.")]
    public List<ClientCertificate>? ClientCertificates { get; set; }
}
