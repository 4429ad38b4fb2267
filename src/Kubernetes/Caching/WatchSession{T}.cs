using System.Net;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>One watch request of a <see cref="Reflector{T}"/>, from opening to end.</summary>
/// <param name="witness">Kept up to date.</param>
/// <param name="version">Where to start; null or empty when nothing is known.</param>
/// <param name="initialEvents">Whether to ask for all objects first.</param>
internal sealed class WatchSession<T>(
    IKubeClient client, IReflectorSink<T> sink, ReflectorOptions options, TimeProvider time, Witness<T> witness,
    string? version, bool initialEvents)
    where T : class, IResource<T>
{
    private readonly Dictionary<ObjectKey, T> _initial = [];
    private readonly Dictionary<ObjectKey, UndecodableObject> _undecodable = [];
    private long _changes;

    /// <summary>Where a following watch should start.</summary>
    public string? Version { get; private set; } = version;

    /// <summary>Whether the sink holds a complete state, on which the watch builds.</summary>
    public bool IsSynced { get; private set; } = !initialEvents;

    /// <summary>Follows the watch to its end. Failures, and ends that look like one, are exceptions.</summary>
    public async Task<ReflectorVerdict> RunAsync(CancellationToken ct)
    {
        sink.Requesting(initialEvents ? ReflectorRequest.WatchList : ReflectorRequest.Watch);
        var started = time.GetTimestamp();
        var timeout = options.WatchTimeout * (1 + options.Backoff.Random.NextDouble());
        using var patience = new CancellationTokenSource(IsSynced ? timeout + options.WatchGrace : options.WatchListSilence, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var events = client.WatchAsync<T>(options.Namespace, Request(timeout), linked.Token);
            await foreach (var change in events.ConfigureAwait(false))
            {
                Transform(change);
                if (IsSynced && HasGoneBack(change))
                {
                    return ReflectorVerdict.RelistLatest;
                }

                if (IsSynced)
                {
                    Follow(change);
                }
                else if (change is { Type: WatchEventType.Bookmark, InitialEventsEnd: false })
                {
                    // Only a server that ignored the request for initial events sends a plain bookmark this early.
                    return ReflectorVerdict.NoWatchList;
                }
                else
                {
                    Collect(change);
                    patience.CancelAfter(IsSynced ? timeout + options.WatchGrace : options.WatchListSilence);
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // Once synced, an overdue watch is only a half-open connection: nothing is wrong with what it delivered.
            return IsSynced ? ReflectorVerdict.Continue : ReflectorVerdict.TryList;
        }

        ct.ThrowIfCancellationRequested();
        return JudgeEnd(time.GetElapsedTime(started));
    }

    private WatchOptions Request(TimeSpan timeout) => new()
    {
        LabelSelector = options.LabelSelector,
        FieldSelector = options.FieldSelector,
        ResourceVersion = string.IsNullOrEmpty(Version) ? null : Version,
        SendInitialEvents = initialEvents,
        AllowBookmarks = true,
        Timeout = timeout,
    };

    private void Transform(in WatchEvent<T> change)
    {
        if (change.Object is { } resource)
        {
            options.Transform?.Invoke(resource);
        }
    }

    /// <summary>
    /// A server restored from a backup says nothing of what happens to it until it reaches our version again; its bookmarks
    /// give it away.
    /// </summary>
    private bool HasGoneBack(in WatchEvent<T> change) =>
        change.Type is WatchEventType.Bookmark && ResourceVersions.IsNewer(Version, change.ResourceVersion);

    private void Follow(in WatchEvent<T> change)
    {
        ThrowIfError(change);
        if (change.Type is WatchEventType.Bookmark)
        {
            sink.Progress(change.ResourceVersion ?? "");
        }
        else
        {
            sink.Apply(change);
            Remember(change);
            _changes++;
        }

        Version = change.ResourceVersion ?? change.Undecodable?.ResourceVersion ?? Version;
        sink.Healthy();
    }

    private void Remember(in WatchEvent<T> change)
    {
        if (change.Object is { } gone && change.Type is WatchEventType.Deleted)
        {
            witness.Forget(gone);
        }
        else if (change.Object is { } resource)
        {
            witness.Remember(resource);
        }
    }

    /// <summary>Gathers the initial events. They come in any order, so that no version among them is a place to resume from.</summary>
    private void Collect(in WatchEvent<T> change)
    {
        ThrowIfError(change);
        if (change.InitialEventsEnd)
        {
            List<T> items = [.. _initial.Values];
            sink.Replace(items, _undecodable.Values, change.ResourceVersion);
            witness.Replace(items);
            (Version, IsSynced) = (change.ResourceVersion, true);
            _initial.Clear();
            _initial.TrimExcess();
            _undecodable.Clear();
            sink.Healthy();
        }
        else if (change.Type is WatchEventType.Deleted)
        {
            Drop(change.Undecodable?.Key ?? ObjectKey.Of(change.Object!));
        }
        else if (change.Undecodable is { } undecodable)
        {
            _undecodable[undecodable.Key] = undecodable;
        }
        else if (change.Object is { } resource)
        {
            _undecodable.Remove(ObjectKey.Of(resource));
            _initial[ObjectKey.Of(resource)] = resource;
        }
    }

    private void Drop(ObjectKey gone)
    {
        _initial.Remove(gone);
        _undecodable.Remove(gone);
    }

    private ReflectorVerdict JudgeEnd(TimeSpan lived)
    {
        if (!IsSynced)
        {
            throw new IOException("The API server ended the watch before all initial events were sent.");
        }

        if (_changes == 0 && lived < options.ShortWatch)
        {
            throw new IOException($"The API server ended the watch after {lived.TotalMilliseconds:0} ms without an event.");
        }

        sink.Healthy();
        return ReflectorVerdict.Continue;
    }

    private static void ThrowIfError(in WatchEvent<T> change)
    {
        if (change.Type is not WatchEventType.Error)
        {
            return;
        }

        var status = change.Status ?? new KubeStatus { Message = "The watch failed without a reason." };
        var code = status.Reason is "Expired" or "Gone" ? (int)HttpStatusCode.Gone : status.Code ?? (int)HttpStatusCode.InternalServerError;
        TimeSpan? retryAfter = status.Details?.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        throw new KubeApiException(status, (HttpStatusCode)code, retryAfter);
    }
}
