namespace Gko.Contracts.Wire;

/// <summary>Formats of API definitions, as v4 APIs and plans name them.</summary>
public static class DefinitionVersions
{
    public const string V4 = "V4";

    /// <summary>How gateways write <see cref="V4"/>.</summary>
    public const string Gateway = "4.0.0";
}
