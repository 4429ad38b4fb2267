namespace Gko.Contracts.Wire;

/// <summary>Values of <c>status.processingStatus</c>.</summary>
public static class ProcessingStatuses
{
    public const string Completed = "Completed";
    public const string Failed = "Failed";
}
