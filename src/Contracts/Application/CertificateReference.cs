using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A key of a Secret or ConfigMap that holds a certificate.</summary>
public sealed class CertificateReference
{
    [Description("Name of the Secret or ConfigMap.")]
    [Required]
    public string? Name { get; set; }

    [Description("Namespace of the Secret or ConfigMap. Left out, it is that of the application.")]
    public string? Namespace { get; set; }

    [Description("Whether a Secret (secrets) or a ConfigMap (configmaps) is meant.")]
    [Default(CertificateSources.Secrets)]
    [AllowedValues(CertificateSources.Secrets, CertificateSources.ConfigMaps)]
    public string? Kind { get; set; }

    [Description("Key that holds the certificate.")]
    [Default(CertificateSources.DefaultKey)]
    public string? Key { get; set; }
}
