namespace Gko.Kubernetes.Controllers;

/// <summary>How an attempt ended, as the metrics name it.</summary>
internal enum ReconcileOutcome
{
    Success,
    RequeueAfter,
    Requeue,
    Conflict,
    Error,

    /// <summary>An error of the program itself.</summary>
    Panic,
    TerminalError,
    Timeout,
    Stopped,
}
