namespace Gko.Contracts.Wire;

/// <summary>Where a plan is in its life.</summary>
public static class PlanStatuses
{
    public const string Published = "PUBLISHED";
    public const string Deprecated = "DEPRECATED";
    public const string Staging = "STAGING";
}
