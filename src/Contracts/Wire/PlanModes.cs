namespace Gko.Contracts.Wire;

/// <summary>How the consumers of a v4 plan get their data.</summary>
public static class PlanModes
{
    public const string Standard = "STANDARD";
    public const string Push = "PUSH";
}
