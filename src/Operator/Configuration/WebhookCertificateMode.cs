namespace Gko.Operator.Configuration;

/// <summary>Who provides the webhooks' certificate, and who makes the API server trust it.</summary>
public enum WebhookCertificateMode
{
    /// <summary>Others put <c>tls.crt</c> and <c>tls.key</c> into a folder and see to the trust.</summary>
    Files,

    /// <summary>The operator makes and rotates it, keeps it in a Secret where one is named, and sees to the trust.</summary>
    SelfSigned,

    /// <summary>cert-manager keeps it in a Secret, and its CA injector sees to the trust.</summary>
    CertManager,

    /// <summary>Others keep it in a Secret; the operator sees to the trust if the Secret has a <c>ca.crt</c>.</summary>
    ExistingSecret,
}
