namespace Gko.Contracts.Wire;

/// <summary>Formats of API definitions, as v4 APIs and plans name them.</summary>
public static class DefinitionVersions
{
    public const string V4 = "V4";
}
