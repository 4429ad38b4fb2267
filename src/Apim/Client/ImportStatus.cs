namespace Gko.Apim.Client;

/// <summary>APIM's answer to an import, dry run or not. What APIM does not tell of a kind is null.</summary>
public sealed class ImportStatus
{
    /// <summary>The organization the object belongs to.</summary>
    public string? OrganizationId { get; set; }

    /// <summary>The environment the object belongs to; its id, even where the context uses another name.</summary>
    public string? EnvironmentId { get; set; }

    /// <summary>The object's id, which may differ from the sent one when the cross id was known already.</summary>
    public string? Id { get; set; }

    /// <summary>The id that is equal over environments.</summary>
    public string? CrossId { get; set; }

    /// <summary>Of an API, <c>STARTED</c> or <c>STOPPED</c>, as sent.</summary>
    public string? State { get; set; }

    /// <summary>
    /// Plan ids: of a v2 API by their cross ids, and empty after a dry run; of a v4 API by their human-readable ids, and empty
    /// texts where APIM derives them by itself.
    /// </summary>
    public Dictionary<string, string>? Plans { get; set; }

    /// <summary>Of a group, how many of its members APIM knows.</summary>
    public int? MemberCount { get; set; }

    /// <summary>What APIM found wrong.</summary>
    public ImportErrors? Errors { get; set; }
}
