namespace Gko.Contracts.Wire;

/// <summary>Places of the new portal that show pages.</summary>
public static class DocumentationAreas
{
    public const string TopNavbar = "TOP_NAVBAR";
    public const string Homepage = "HOMEPAGE";
}
