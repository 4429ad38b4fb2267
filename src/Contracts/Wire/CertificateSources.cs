namespace Gko.Contracts.Wire;

/// <summary>Kinds of objects that hold client certificates.</summary>
public static class CertificateSources
{
    public const string Secrets = "secrets";
    public const string ConfigMaps = "configmaps";
}
