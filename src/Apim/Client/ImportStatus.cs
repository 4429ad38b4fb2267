namespace Gko.Apim.Client;

/// <summary>APIM's answer to the import of an API, dry run or not.</summary>
public sealed class ImportStatus
{
    /// <summary>The organization the API belongs to.</summary>
    public string? OrganizationId { get; set; }

    /// <summary>The environment the API belongs to; its id, even where the context uses another name.</summary>
    public string? EnvironmentId { get; set; }

    /// <summary>The API's id, which may differ from the sent one when the cross id was known already.</summary>
    public string? Id { get; set; }

    /// <summary>The id that is equal over environments.</summary>
    public string? CrossId { get; set; }

    /// <summary><c>STARTED</c> or <c>STOPPED</c>, as sent.</summary>
    public string? State { get; set; }

    /// <summary>
    /// Plan ids: of a v2 API by their cross ids, and empty after a dry run; of a v4 API by their human-readable ids, and empty
    /// texts where APIM derives them by itself.
    /// </summary>
    public Dictionary<string, string>? Plans { get; set; }

    /// <summary>What APIM found wrong.</summary>
    public ImportErrors? Errors { get; set; }
}
