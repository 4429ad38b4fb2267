namespace Gko.Contracts.Wire;

/// <summary>What notifications are about.</summary>
public static class NotificationEventTypes
{
    public const string Api = "api";
}
