namespace Gko.Operator.Tests.Crashes;

/// <summary>
/// Stands before everything that an operator does to the world outside. At a chosen effect it stops that operator for good, as
/// <c>kill -9</c> does: nothing it began afterwards leaves, and no answer reaches it any more.
/// </summary>
internal sealed class KillSwitch : IDisposable
{
    private readonly CancellationTokenSource _buried = new();
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<string> _effects = [];
    private int _killAt;
    private bool _afterwards;

    /// <summary>Completes when the operator was stopped.</summary>
    public Task Died => _died.Task;

    /// <summary>What it did since it was armed, in order.</summary>
    public IReadOnlyList<string> Effects
    {
        get
        {
            lock (_lock)
            {
                return [.. _effects];
            }
        }
    }

    /// <summary>Counts from now on.</summary>
    /// <param name="killAt">The effect that is the last, counted from 1; 0 for none.</param>
    /// <param name="afterwards">Whether that one still happens, and only its answer is lost.</param>
    public void Arm(int killAt, bool afterwards)
    {
        lock (_lock)
        {
            _effects.Clear();
            (_killAt, _afterwards) = (killAt, afterwards);
        }
    }

    /// <summary>Lets an effect happen, or never returns.</summary>
    public async Task<T> PassAsync<T>(string what, Func<Task<T>> effect)
    {
        var isLast = Count(what);
        if (isLast && !_afterwards)
        {
            _died.TrySetResult();
        }

        await StopIfDeadAsync();
        var result = await effect();
        if (isLast)
        {
            _died.TrySetResult();
        }

        await StopIfDeadAsync();
        return result;
    }

    /// <summary>Ends what never returned; only after the rest of the operator was told to stop.</summary>
    public Task BuryAsync() => _buried.CancelAsync();

    /// <inheritdoc/>
    public void Dispose() => _buried.Dispose();

    private bool Count(string what)
    {
        lock (_lock)
        {
            _effects.Add(what);
            return _effects.Count == _killAt;
        }
    }

    private Task StopIfDeadAsync() => Died.IsCompleted ? Task.Delay(Timeout.InfiniteTimeSpan, _buried.Token) : Task.CompletedTask;
}
