namespace Gko.Contracts.Wire;

/// <summary>What a plan belongs to.</summary>
public static class PlanTypes
{
    public const string Api = "API";
    public const string Catalog = "CATALOG";
}
