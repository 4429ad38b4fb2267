using System.Net;
using System.Numerics;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Caching;

/// <summary>
/// Keeps a sink equal to the API server's state, for ever: gets all objects once, then follows the watch from version to
/// version. It lists again only when the server no longer knows the version. No failure ends it, only cancellation.
/// </summary>
internal sealed partial class Reflector<T>(
    IKubeClient client, IReflectorSink<T> sink, ReflectorOptions options, TimeProvider time, ILogger logger)
    where T : class, IResource<T>
{
    private readonly Witness<T> _witness = new();
    private string? _version;
    private bool _needsSync = true;
    private bool _useWatchList = true;
    private bool _isListOnTrial;
    private bool _isServerDoubtful;
    private int _failures;
    private long _lastFailure;

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested)
            {
                var pause = await AttemptAsync(ct).ConfigureAwait(false);
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, time, ct).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Log.Stopped(logger, T.Type.QualifiedName);
        }
    }

    /// <summary>Does one request or one list, and returns how long to wait before the next.</summary>
    private async Task<TimeSpan> AttemptAsync(CancellationToken ct)
    {
        Exception? error = null;
        var verdict = ReflectorVerdict.Continue;
        try
        {
            if (!_needsSync && _isServerDoubtful)
            {
                verdict = await ProbeAsync(ct).ConfigureAwait(false);
            }
            else if (!_needsSync)
            {
                verdict = await FollowAsync(initialEvents: false, ct).ConfigureAwait(false);
            }
            else if (_useWatchList)
            {
                verdict = await FollowAsync(initialEvents: true, ct).ConfigureAwait(false);
            }
            else
            {
                await ListAsync(ct).ConfigureAwait(false);
            }
        }
        catch (Exception caught) when (!ct.IsCancellationRequested)
        {
            error = caught;
            verdict = Judge(caught);
            EndTrial(passed: false);

            // Whoever answers next may be another server, or the same one with other data.
            _isServerDoubtful |= caught is not KubeApiException { Code: < HttpStatusCode.InternalServerError };
        }

        return Conclude(verdict, error);
    }

    private async Task<ReflectorVerdict> FollowAsync(bool initialEvents, CancellationToken ct)
    {
        var session = new WatchSession<T>(client, sink, options, time, _witness, _version, initialEvents);
        try
        {
            return await session.RunAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            // Also after a failure: what was seen was applied, and the next watch goes on from there.
            (_version, _needsSync) = (session.Version, !session.IsSynced);
            _isServerDoubtful &= _needsSync;
        }
    }

    /// <summary>
    /// Asks whether the server has the past that we know. A watch would not tell: it waits in silence until a server that lost
    /// its data reaches our version again, and skips all that happened before.
    /// </summary>
    private async Task<ReflectorVerdict> ProbeAsync(CancellationToken ct)
    {
        if (_witness.Key is not { } key)
        {
            return ReflectorVerdict.StartOver;
        }

        var probe = new ListOptions
        {
            FieldSelector = $"metadata.name={key.Name}", Limit = 1, ResourceVersion = _version, ResourceVersionMatch = "NotOlderThan",
        };
        try
        {
            var page = await client.ListPageAsync<T>(key.Namespace, probe, ct).ConfigureAwait(false);
            _isServerDoubtful = false;
            var isSamePast = _witness.Recognises(page.Items.FirstOrDefault()) && !ResourceVersions.IsNewer(_version, page.Metadata.ResourceVersion);
            if (isSamePast)
            {
                // A quiet kind may say nothing for long.
                sink.Healthy();
                return ReflectorVerdict.Continue;
            }

            return ReflectorVerdict.StartOver;
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            // Whether this may be watched is for the watch to find out.
            _isServerDoubtful = false;
            return ReflectorVerdict.Continue;
        }
    }

    private async Task ListAsync(CancellationToken ct)
    {
        sink.Requesting(ReflectorRequest.List);
        var (items, undecodable, version) = await new PagedList<T>(client, options).ReadAsync(_version, ct).ConfigureAwait(false);
        sink.Replace(items, undecodable, version);
        _witness.Replace(items);
        sink.Healthy();
        EndTrial(passed: true);
        (_version, _needsSync, _isServerDoubtful) = (version ?? "", false, false);
    }

    /// <summary>Only a list that works proves that it was the initial events, and not the server, that failed.</summary>
    private void EndTrial(bool passed)
    {
        _useWatchList |= _isListOnTrial && !passed;
        _isListOnTrial = false;
    }

    private ReflectorVerdict Judge(Exception error) => error switch
    {
        KubeApiException { IsExpired: true } => _needsSync ? ReflectorVerdict.RelistLatest : ReflectorVerdict.Relist,
        KubeApiException { IsResourceVersionTooLarge: true } => ReflectorVerdict.RelistLatest,

        KubeApiException { Code: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity }
            when _needsSync && _useWatchList => ReflectorVerdict.NoWatchList,

        // 500 is the answer over an etcd that cannot report progress (before 3.4.31 and 3.5.13); a list works there all the same.
        KubeApiException { Code: HttpStatusCode.InternalServerError } when _needsSync && _useWatchList => ReflectorVerdict.TryList,
        _ => ReflectorVerdict.BackOff,
    };

    private TimeSpan Conclude(ReflectorVerdict verdict, Exception? error)
    {
        switch (verdict)
        {
            case ReflectorVerdict.Continue:
                return TimeSpan.Zero;
            case ReflectorVerdict.NoWatchList:
                _useWatchList = false;
                Log.NoWatchList(logger, T.Type.QualifiedName);
                return TimeSpan.Zero;
            case ReflectorVerdict.TryList:
                (_useWatchList, _isListOnTrial) = (false, true);
                Log.NoWatchList(logger, T.Type.QualifiedName);
                return TimeSpan.Zero;
            case ReflectorVerdict.Relist:
                _needsSync = true;
                Log.Relisting(logger, T.Type.QualifiedName, _version);
                return NextPause();
            case ReflectorVerdict.RelistLatest or ReflectorVerdict.StartOver:
                (_needsSync, _version, _isServerDoubtful) = (true, "", false);
                Log.Relisting(logger, T.Type.QualifiedName, _version);

                // What makes us start over is asked after a failure only, and that has been waited for.
                return verdict is ReflectorVerdict.StartOver ? TimeSpan.Zero : NextPause();
            default:
                return Degrade(error!);
        }
    }

    private TimeSpan Degrade(Exception error)
    {
        var pause = NextPause();
        if (error is KubeApiException { RetryAfter: { } asked } && asked > TimeSpan.Zero)
        {
            pause = asked < options.MaxRetryAfter ? asked : options.MaxRetryAfter;
        }

        sink.Degraded(error);
        var level = BitOperations.IsPow2(_failures) ? LogLevel.Warning : LogLevel.Debug;
        Log.Failed(logger, level, T.Type.QualifiedName, options.Namespace ?? "*", pause.TotalSeconds, error.Message);
        return pause;
    }

    private TimeSpan NextPause()
    {
        if (_failures > 0 && time.GetElapsedTime(_lastFailure) >= options.BackoffReset)
        {
            _failures = 0;
        }

        _lastFailure = time.GetTimestamp();
        return options.Backoff.After(++_failures);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Stopped following {Kind}.")]
        public static partial void Stopped(ILogger logger, string kind);

        [LoggerMessage(2, LogLevel.Debug, "The API server does not stream initial events of {Kind}; listing in pages instead.")]
        public static partial void NoWatchList(ILogger logger, string kind);

        [LoggerMessage(3, LogLevel.Information, "The API server no longer knows the followed version of {Kind}; listing again at '{Version}'.")]
        public static partial void Relisting(ILogger logger, string kind, string? version);

        [LoggerMessage(EventId = 4, Message = "Cannot follow {Kind} in namespace {Namespace}; next attempt in {Seconds:0.0} s: {Reason}")]
        public static partial void Failed(ILogger logger, LogLevel level, string kind, string @namespace, double seconds, string reason);
    }
}
