namespace Gko.Contracts.Wire;

/// <summary>Where notifications go.</summary>
public static class NotificationTargets
{
    public const string Console = "console";
}
