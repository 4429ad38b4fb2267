namespace Gko.Contracts.Wire;

/// <summary>Who decides about a subscription.</summary>
public static class PlanValidations
{
    public const string Auto = "AUTO";
    public const string Manual = "MANUAL";
}
