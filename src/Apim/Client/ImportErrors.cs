namespace Gko.Apim.Client;

/// <summary>What APIM found wrong with an import.</summary>
public sealed class ImportErrors
{
    /// <summary>Errors that block the import.</summary>
    public List<string>? Severe { get; set; }

    /// <summary>Remarks that do not.</summary>
    public List<string>? Warning { get; set; }
}
