using System.Numerics;
using Gko.Kubernetes.Client;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.LeaderElection;

/// <summary>
/// Lets one of several processes lead. A leader that cannot renew its lease is told so before anyone else may take over, by a
/// timer that no hanging request can delay. Leases are advice: what a leader does must be idempotent all the same.
/// </summary>
public sealed partial class LeaderElector
{
    /// <summary>How long a leader may outlive its lease before it counts as stuck.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(20);

    private readonly LeaderElectionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LeaseLock _lock;
    private long _renewedAt;
    private volatile bool _leading;

    /// <exception cref="ArgumentException">The durations contradict each other.</exception>
    public LeaderElector(IKubeClient client, LeaderElectionOptions options, TimeProvider time, ILogger<LeaderElector> logger)
    {
        options.Validate();
        (_options, _time, _logger) = (options, time, logger);
        _lock = new LeaseLock(client, options, time);
    }

    /// <summary>Whether this process leads, by the record and by its own clock.</summary>
    public bool IsLeader => _leading && SinceRenewal < _options.RenewDeadline;

    /// <summary>False when work goes on although the lease ran out long ago; the process should then be killed.</summary>
    public bool IsHealthy => !_leading || SinceRenewal <= _options.LeaseDuration + StuckAfter;

    /// <summary>How often a renewal needed more than one request, because somebody else had touched the lease.</summary>
    public long SlowPaths => _lock.SlowPaths;

    private TimeSpan SinceRenewal => _time.GetElapsedTime(Volatile.Read(ref _renewedAt));

    /// <summary>
    /// Waits for the lease and leads for one term: until <paramref name="lead"/> returns, which it should do when its token says
    /// so. The lease is renewed while it finishes its work and released afterwards.
    /// </summary>
    /// <param name="lead">The work of the leader.</param>
    /// <param name="ct">Ends the wait or the term.</param>
    /// <exception cref="LeadershipLostException">
    /// The lease was lost; the work was told to stop. The lease is not released then: it runs out by itself.
    /// </exception>
    public async Task RunAsync(Func<LeadershipToken, Task> lead, CancellationToken ct)
    {
        if (!await AcquireAsync(ct).ConfigureAwait(false))
        {
            return;
        }

        using var lost = new CancellationTokenSource(Positive(_options.RenewDeadline - SinceRenewal), _time);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct, lost.Token);
        Log.Acquired(_logger, _options.Identity, _options.Name, _lock.Term);
        _leading = true;
        var leading = LeadAsync(lead, new LeadershipToken(_lock.Term, () => IsLeader, stopping.Token, lost.Token));
        await RenewAsync(leading, lost).ConfigureAwait(false);
        if (lost.IsCancellationRequested && !(ct.IsCancellationRequested && leading.IsCompletedSuccessfully))
        {
            await UnwindAsync(leading).ConfigureAwait(false);

            // Work that goes on keeps the watchdog alert.
            _leading = !leading.IsCompleted;
            throw new LeadershipLostException($"The lease {_options.Name} is held by '{_lock.Holder}' or could not be renewed in time.");
        }

        _leading = false;
        await ReleaseAsync().ConfigureAwait(false);
        await leading.ConfigureAwait(false);
    }

    /// <summary>Work that never yields must not keep the lease from being renewed.</summary>
    private static Task LeadAsync(Func<LeadershipToken, Task> lead, LeadershipToken token) =>
        Task.Run(() => lead(token), CancellationToken.None);

    private async Task<bool> AcquireAsync(CancellationToken ct)
    {
        Log.Waiting(_logger, _options.Identity, _options.Name);
        var failures = 0;
        string? holder = null;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await AttemptAsync(_lock.TryAcquireAsync, ct).ConfigureAwait(false))
                {
                    return true;
                }

                failures = 0;
                if (_lock.Holder != holder)
                {
                    Log.OtherLeads(_logger, holder = _lock.Holder, _options.Name);
                }
            }
            catch (Exception error) when (!ct.IsCancellationRequested)
            {
                LogFailure(++failures, error);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await PauseAsync(NextAttempt(), ct).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>The retry period with a little spread, so that candidates do not collide for ever; sooner when the lease runs out before.</summary>
    private TimeSpan NextAttempt()
    {
        var pause = _options.RetryPeriod * (1 + (0.2 * Random.Shared.NextDouble()));
        return _lock.UntilFree is var left && left > TimeSpan.Zero && left < pause ? left : pause;
    }

    /// <summary>Renews until the work is done or the lease is lost.</summary>
    private async Task RenewAsync(Task leading, CancellationTokenSource lost)
    {
        var failures = 0;
        while (true)
        {
            await Task.WhenAny(leading, PauseAsync(_options.RetryPeriod, lost.Token)).ConfigureAwait(false);
            if (leading.IsCompleted || lost.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (await AttemptAsync(_lock.TryRenewAsync, lost.Token).ConfigureAwait(false))
                {
                    failures = 0;
                    lost.CancelAfter(Positive(_options.RenewDeadline - SinceRenewal));
                }
                else if (!_lock.IsHeld)
                {
                    await lost.CancelAsync().ConfigureAwait(false);
                }
            }
            catch (Exception error)
            {
                LogFailure(++failures, error);
            }
        }
    }

    private async Task<bool> AttemptAsync(Func<CancellationToken, Task<bool>> hold, CancellationToken ct)
    {
        // The lease counts from before the request: the server cannot have stored it earlier.
        var started = _time.GetTimestamp();
        using var limit = new CancellationTokenSource(_options.RenewDeadline / 2, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var held = await hold(linked.Token).ConfigureAwait(false);
        if (held)
        {
            Volatile.Write(ref _renewedAt, started);
        }

        return held;
    }

    /// <summary>Gives the work the rest of the lease to come to an end.</summary>
    private async Task UnwindAsync(Task leading)
    {
        Log.Lost(_logger, _options.Identity, _options.Name, _lock.Holder);
        var unwind = Task.Delay(_options.LeaseDuration - _options.RenewDeadline, _time, CancellationToken.None);
        if (await Task.WhenAny(leading, unwind).ConfigureAwait(false) != leading)
        {
            Log.StillWorking(_logger, _options.Name);
        }
        else if (leading.Exception is { } error)
        {
            Log.WorkFailed(_logger, _options.Name, error);
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(_options.RenewDeadline / 2, _time);
            await _lock.ReleaseAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.ReleaseFailed(_logger, _options.Name, error);
        }
    }

    /// <summary>A delay that ends early, rather than fails, when cancelled.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken ct) =>
        await Task.Delay(pause, _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    private void LogFailure(int failures, Exception error) =>
        Log.AttemptFailed(_logger, BitOperations.IsPow2(failures) ? LogLevel.Warning : LogLevel.Debug, _options.Name, error);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Identity} is a candidate for {Lease}.")]
        public static partial void Waiting(ILogger logger, string identity, string lease);

        [LoggerMessage(2, LogLevel.Information, "{Identity} leads by {Lease}, term {Term}.")]
        public static partial void Acquired(ILogger logger, string identity, string lease, int term);

        [LoggerMessage(3, LogLevel.Information, "{Holder} leads by {Lease}; waiting.")]
        public static partial void OtherLeads(ILogger logger, string? holder, string lease);

        [LoggerMessage(4, LogLevel.Error, "{Identity} no longer leads by {Lease}; the holder is now {Holder}.")]
        public static partial void Lost(ILogger logger, string identity, string lease, string? holder);

        [LoggerMessage(EventId = 5, Message = "Cannot get or renew {Lease}.")]
        public static partial void AttemptFailed(ILogger logger, LogLevel level, string lease, Exception error);

        [LoggerMessage(6, LogLevel.Error, "Work goes on although {Lease} was lost.")]
        public static partial void StillWorking(ILogger logger, string lease);

        [LoggerMessage(7, LogLevel.Warning, "The work under {Lease} failed when it was told to stop.")]
        public static partial void WorkFailed(ILogger logger, string lease, Exception error);

        [LoggerMessage(8, LogLevel.Warning, "Cannot release {Lease}; the next leader has to wait until it expires.")]
        public static partial void ReleaseFailed(ILogger logger, string lease, Exception error);
    }
}
