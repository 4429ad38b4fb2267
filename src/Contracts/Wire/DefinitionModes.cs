namespace Gko.Contracts.Wire;

/// <summary>How much of a v2 API its origin maintains.</summary>
public static class DefinitionModes
{
    public const string FullyManaged = "fully_managed";
}
