using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Controllers;

/// <summary>
/// Calls a reconciler for every object of a kind, at the start and whenever the object or something it depends on changes, until
/// it succeeds. Deletion goes through the finalizer, if there is one.
/// </summary>
public sealed partial class Controller<T> : IDisposable
    where T : class, IResource<T>
{
    private readonly ControllerOptions<T> _options;
    private readonly Informer<T> _informer;
    private readonly IFinalizer<T>? _finalizer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WorkQueue<ObjectKey> _queue;
    private readonly ReconcileRunner<T> _runner;
    private readonly List<(IInformer Informer, Func<IDisposable> Subscribe)> _others = [];

    /// <inheritdoc cref="Controller{T}"/>
    public Controller(
        ControllerOptions<T> options,
        Informer<T> informer,
        IReconciler<T> reconciler,
        IFinalizer<T>? finalizer,
        IKubeClient client,
        TimeProvider time,
        ILogger logger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        (_options, _informer, _finalizer, _time, _logger) = (options, informer, finalizer, time, logger);
        _queue = new WorkQueue<ObjectKey>(
            options.Backoff, time, options.Lane is null ? null : new QueueLanes<ObjectKey>(LaneOf, options.Workers));
        _runner = new ReconcileRunner<T>(options, informer, reconciler, finalizer, client, time, logger);
        options.Metrics?.Register(options.Name, _queue, options.Workers);
    }

    /// <summary>How many objects wait for a worker.</summary>
    public int Depth => _queue.Depth;

    /// <summary>
    /// Also reconciles when objects of another kind appear, change or vanish. The map function sees the object before and after
    /// the change; it must be quick and usually asks an index of this controller's informer. Call before the start.
    /// </summary>
    /// <param name="informer">The other kind.</param>
    /// <param name="map">Which of this controller's objects depend on the other one.</param>
    public Controller<T> Watches<TOther>(Informer<TOther> informer, Func<TOther, IEnumerable<ObjectKey>> map)
        where TOther : class, IResource<TOther>
    {
        _others.Add((informer, () => informer.Subscribe(change => OnOtherChange(change, map), replay: false)));
        return this;
    }

    /// <summary>
    /// Also reconciles when an object appears, changes or vanishes that this controller's object owns as its controller, and lets
    /// the reconciler find those through <see cref="Owners{TChild}.ByController"/>. Call before the start.
    /// </summary>
    /// <param name="children">The owned kind.</param>
    public Controller<T> Owns<TChild>(Informer<TChild> children)
        where TChild : class, IResource<TChild>
    {
        children.AddIndex(Owners<TChild>.ByController);
        return Watches(children, child => OwnerReference.ToControllerOf<T>(child) is { } owner ? [owner] : []);
    }

    /// <summary>Asks for a reconcile.</summary>
    /// <param name="key">Which object; if it does not exist, nothing happens.</param>
    /// <param name="priority">See <see cref="Priorities"/>.</param>
    /// <param name="after">The earliest moment, from now.</param>
    public void Enqueue(ObjectKey key, int priority = Priorities.Change, TimeSpan after = default) =>
        _queue.Add(key, after, priority);

    /// <summary>Waits until the caches are filled, then works until stopped.</summary>
    /// <param name="ct">Stops taking new work; attempts under way may finish within <see cref="ControllerOptions{T}.DrainTimeout"/>.</param>
    /// <param name="abort">Cancels attempts under way at once, as on loss of leadership; does not by itself stop the controller.</param>
    public async Task RunAsync(CancellationToken ct, CancellationToken abort = default)
    {
        var subscriptions = new List<IDisposable>();
        using var overdue = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var working = CancellationTokenSource.CreateLinkedTokenSource(abort, overdue.Token);
        try
        {
            await WaitForCachesAsync(ct).ConfigureAwait(false);
            subscriptions.AddRange(_others.Select(other => other.Subscribe()));
            subscriptions.Add(_informer.Subscribe(OnChange));
            Log.Started(_logger, _options.Name, _options.Workers);
            using var stop = ct.Register(() => overdue.CancelAfter(_options.DrainTimeout));
            await Task.WhenAll(Enumerable.Range(0, _options.Workers)
                .Select(_ => Task.Run(() => WorkAsync(ct, working.Token), CancellationToken.None))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopped before the caches were filled.
        }
        finally
        {
            subscriptions.ForEach(subscription => subscription.Dispose());
        }

        Log.Stopped(_logger, _options.Name);
    }

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();

    private Task WaitForCachesAsync(CancellationToken ct) =>
        Task.WhenAll(_others.Select(other => other.Informer).Append(_informer).Select(informer => informer.WaitForSyncAsync(ct)));

    private async Task WorkAsync(CancellationToken ct, CancellationToken working)
    {
        while (!ct.IsCancellationRequested)
        {
            WorkItem<ObjectKey> item;
            try
            {
                item = await _queue.TakeAsync(ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }

            var result = await _runner.RunAsync(item, working).ConfigureAwait(false);
            _queue.Complete(item.Key, result, item.Priority);
        }
    }

    private void OnChange(StoreChange<T> change)
    {
        if (_options.Filter is { } filter && !filter((change.New ?? change.Old)!))
        {
            return;
        }

        if (change is not { Type: ChangeType.Modified, Old: { } old, New: { } now } || NeedsReconcile(old, now))
        {
            Enqueue(ObjectKey.Of((change.New ?? change.Old)!), PriorityOf(change.IsInitial));
        }
    }

    /// <summary>
    /// The start of a deletion always counts; what comes after it (our own status, other finalizers) only if the predicate says
    /// so, or a deletion that has to wait would wake itself up. Whoever removes our finalizer by hand gets it back.
    /// </summary>
    private bool NeedsReconcile(T old, T now) =>
        (old.Metadata.DeletionTimestamp is null && now.Metadata.DeletionTimestamp is not null)
        || _options.Predicate is not { } predicate
        || predicate(old, now)
        || _finalizer?.Names.Any(name => Finalizers.Has(old, name) && !Finalizers.Has(now, name)) is true;

    private void OnOtherChange<TOther>(in StoreChange<TOther> change, Func<TOther, IEnumerable<ObjectKey>> map)
        where TOther : class, IResource<TOther>
    {
        foreach (var other in new[] { change.New, change.Old })
        {
            foreach (var key in other is null ? [] : map(other))
            {
                Enqueue(key, PriorityOf(change.IsInitial));
            }
        }
    }

    /// <summary>An object that is gone has no work to be crowded out by.</summary>
    private QueueLane LaneOf(ObjectKey key)
    {
        var own = new QueueLane(key.Namespace ?? "", key.Namespace ?? "");
        try
        {
            return _informer.Get(key) is { } resource ? _options.Lane!(resource) : own;
        }
        catch (Exception error)
        {
            Log.LaneFailed(_logger, T.Type.Kind, key, error);
            return own;
        }
    }

    private static int PriorityOf(bool isInitial) => isInitial ? Priorities.Initial : Priorities.Change;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Controller {Name} started with {Workers} workers.")]
        public static partial void Started(ILogger logger, string name, int workers);

        [LoggerMessage(2, LogLevel.Information, "Controller {Name} stopped.")]
        public static partial void Stopped(ILogger logger, string name);

        [LoggerMessage(3, LogLevel.Error, "The lane of {Kind} {Key} cannot be told; that of its namespace is used.")]
        public static partial void LaneFailed(ILogger logger, string kind, ObjectKey key, Exception error);
    }
}
