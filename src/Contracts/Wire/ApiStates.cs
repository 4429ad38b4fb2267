namespace Gko.Contracts.Wire;

/// <summary>Whether gateways serve an API.</summary>
public static class ApiStates
{
    public const string Started = "STARTED";
    public const string Stopped = "STOPPED";
}
