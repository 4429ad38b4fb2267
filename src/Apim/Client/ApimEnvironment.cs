namespace Gko.Apim.Client;

/// <summary>What APIM tells of an environment.</summary>
public sealed class ApimEnvironment
{
    /// <summary>The id, even where the context uses a human-readable one.</summary>
    public string? Id { get; set; }

    /// <summary>The display name.</summary>
    public string? Name { get; set; }
}
