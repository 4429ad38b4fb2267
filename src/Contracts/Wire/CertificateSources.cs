namespace Gko.Contracts.Wire;

/// <summary>Kinds of objects that hold client certificates.</summary>
public static class CertificateSources
{
    public const string Secrets = "secrets";
    public const string ConfigMaps = "configmaps";

    /// <summary>The key that holds the certificate where a reference names none.</summary>
    public const string DefaultKey = "tls.crt";
}
