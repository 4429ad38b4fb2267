namespace Gko.Contracts.Wire;

/// <summary>Which of several matching flows run in a v2 API.</summary>
public static class FlowModes
{
    public const string Default = "DEFAULT";
    public const string BestMatch = "BEST_MATCH";
}
