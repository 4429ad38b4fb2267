namespace Gko.Kubernetes.Controllers;

/// <summary>The usual priorities of work: higher goes first.</summary>
public static class Priorities
{
    /// <summary>Objects found at the start, so that thousands of them do not delay a user's edit.</summary>
    public const int Initial = -100;

    /// <summary>Something changed.</summary>
    public const int Change = 0;

    /// <summary>Somebody is waiting for the outcome.</summary>
    public const int Urgent = 100;
}
