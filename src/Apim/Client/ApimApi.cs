namespace Gko.Apim.Client;

/// <summary>An API in APIM, as far as it is found by.</summary>
public sealed record ApimApi
{
    /// <summary>The id under which APIM keeps it.</summary>
    public string? Id { get; init; }
}
