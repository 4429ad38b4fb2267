namespace Gko.Contracts.Wire;

/// <summary>Who sees an API or a page on the portal.</summary>
public static class Visibilities
{
    public const string Public = "PUBLIC";
    public const string Private = "PRIVATE";
}
