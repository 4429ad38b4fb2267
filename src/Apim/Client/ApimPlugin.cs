namespace Gko.Apim.Client;

/// <summary>A plugin that is installed.</summary>
public sealed class ApimPlugin
{
    /// <summary>What manifests call it.</summary>
    public string? Id { get; set; }

    /// <summary>What people call it.</summary>
    public string? Name { get; set; }
}
