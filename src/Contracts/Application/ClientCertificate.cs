using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A certificate of a client, inline or by reference.</summary>
public sealed class ClientCertificate
{
    [Description("Name of the certificate in APIM. Left out, it is made of the application's name and the position in the list.")]
    public string? Name { get; set; }

    [Description("The certificate, as PEM. Alternative to ref.")]
    public string? Content { get; set; }

    [Description("A Secret or ConfigMap that holds the certificate. Alternative to content.")]
    public CertificateReference? Ref { get; set; }

    [Description("Whether the certificate is base64-encoded once more.")]
    public bool? Encoded { get; set; }

    [Description("When APIM starts to accept the certificate, in RFC 3339: 2026-01-01T00:00:00Z.")]
    public string? StartsAt { get; set; }

    [Description("When APIM stops to accept the certificate, in RFC 3339.")]
    public string? EndsAt { get; set; }
}
