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
    private string? _version;
    private bool _needsSync = true;
    private bool _useWatchList = true;
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
            if (!_needsSync)
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
        }

        return Conclude(verdict, error);
    }

    private async Task<ReflectorVerdict> FollowAsync(bool initialEvents, CancellationToken ct)
    {
        var session = new WatchSession<T>(client, sink, options, time, _version, initialEvents);
        try
        {
            return await session.RunAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            // Also after a failure: what was seen was applied, and the next watch goes on from there.
            (_version, _needsSync) = (session.Version, !session.IsSynced);
        }
    }

    private async Task ListAsync(CancellationToken ct)
    {
        sink.Requesting(ReflectorRequest.List);
        var items = new List<T>();
        var undecodable = new List<UndecodableObject>();

        // "0" is what the API server has cached; it is the cheapest start, and the watch brings it up to date.
        var version = _version ?? "0";
        var page = new ListOptions
        {
            LabelSelector = options.LabelSelector,
            FieldSelector = options.FieldSelector,
            Limit = options.PageSize,
            ResourceVersion = version.Length == 0 ? null : version,
            ResourceVersionMatch = version.Length == 0 ? null : "NotOlderThan",
        };
        while (true)
        {
            var list = await client.ListPageAsync<T>(options.Namespace, page, ct).ConfigureAwait(false);
            items.AddRange(list.Items);
            undecodable.AddRange(list.Undecodable);
            if (string.IsNullOrEmpty(list.Metadata.Continue))
            {
                sink.Replace(items, undecodable, list.Metadata.ResourceVersion);
                sink.Healthy();
                (_version, _needsSync) = (list.Metadata.ResourceVersion ?? "", false);
                return;
            }

            page = page with { Continue = list.Metadata.Continue, ResourceVersion = null, ResourceVersionMatch = null };
        }
    }

    private ReflectorVerdict Judge(Exception error) => error switch
    {
        KubeApiException { IsExpired: true } => _needsSync ? ReflectorVerdict.RelistLatest : ReflectorVerdict.Relist,
        KubeApiException { IsResourceVersionTooLarge: true } => ReflectorVerdict.RelistLatest,

        // 500 is the answer over an etcd that cannot report progress (before 3.4.31 and 3.5.13); a list works there all the same.
        KubeApiException { Code: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.InternalServerError }
            when _needsSync && _useWatchList => ReflectorVerdict.NoWatchList,
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
            case ReflectorVerdict.Relist:
                _needsSync = true;
                Log.Relisting(logger, T.Type.QualifiedName, _version);
                return NextPause();
            case ReflectorVerdict.RelistLatest:
                (_needsSync, _version) = (true, "");
                Log.Relisting(logger, T.Type.QualifiedName, _version);
                return NextPause();
            default:
                return Degrade(error!);
        }
    }

    private TimeSpan Degrade(Exception error)
    {
        var pause = NextPause();
        if (error is KubeApiException { RetryAfter: { } asked } && asked > TimeSpan.Zero)
        {
            pause = asked;
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
