namespace Gko.Kubernetes.Client;

/// <summary>The end of a call: the caller's wish or the clock, which callers must be able to tell apart.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _both;
    private readonly CancellationToken _caller;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        _caller = caller;
        _clock = new CancellationTokenSource(timeout, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(caller, _clock.Token);
    }

    public CancellationToken Token => _both.Token;

    /// <summary>False when a cancellation is due to the clock or to the transport's own limits.</summary>
    public bool IsCallerGone => _caller.IsCancellationRequested;

    /// <summary>Starts the clock again.</summary>
    public void Restart(TimeSpan timeout) => _clock.CancelAfter(timeout);

    public void Dispose()
    {
        _both.Dispose();
        _clock.Dispose();
    }
}
