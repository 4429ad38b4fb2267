using System.Runtime.ExceptionServices;

namespace Gko.Operator.Hosting;

/// <summary>
/// Loops that run beside the main work and are stopped after it. One that fails, or ends without being asked to, is reported at
/// once, so that the main work can end too.
/// </summary>
internal sealed class BackgroundParts : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _failed = new();
    private readonly List<Task> _running = [];
    private ExceptionDispatchInfo? _failure;

    /// <summary>Fires when a part failed.</summary>
    public CancellationToken Failed => _failed.Token;

    /// <summary>Starts a loop that must run until its token fires.</summary>
    public void Start(string name, Func<CancellationToken, Task> loop) =>
        _running.Add(Task.Run(() => RunAsync(name, loop), CancellationToken.None));

    /// <summary>Stops all parts and throws what made the first of them fail, if any did.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running).ConfigureAwait(false);
        _failure?.Throw();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _failed.Dispose();
    }

    private async Task RunAsync(string name, Func<CancellationToken, Task> loop)
    {
        try
        {
            await loop(_stop.Token).ConfigureAwait(false);
            if (!_stop.IsCancellationRequested)
            {
                throw new InvalidOperationException($"The part \"{name}\" ended by itself.");
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The expected end.
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null);
            await _failed.CancelAsync().ConfigureAwait(false);
        }
    }
}
