using System.Collections.Immutable;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Caching;

/// <summary>
/// Holds all objects of a kind in memory, follows their changes and tells subscribers. Objects are shared and never copied:
/// nobody may mutate one.
/// </summary>
public sealed partial class Informer<T> : IInformer, IStore<T>
    where T : class, IResource<T>
{
    // Serialises "change the store, tell the subscribers", so that all see the same order. Reading never needs it: a handler
    // may read any store, while no two informers can wait for each other.
    private readonly Lock _dispatch = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Store<T> _store;
    private readonly StoreUpdater<T> _updater;
    private readonly ImmutableArray<InformerScope<T>> _scopes;
    private readonly IKubeClient _client;
    private readonly InformerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private ImmutableArray<Action<StoreChange<T>>> _handlers = [];
    private int _started;

    /// <inheritdoc cref="Informer{T}"/>
    public Informer(IKubeClient client, InformerOptions options, TimeProvider time, ILogger logger)
    {
        (_client, _options, _time, _logger) = (client, options, time, logger);
        _store = new Store<T>((index, key, error) => Log.IndexFailed(logger, index.Name, T.Type.Kind, key, error));
        _updater = new StoreUpdater<T>(_store, options.LabelSelector is not null || options.FieldSelector is not null);
        var wholeCluster = !T.Type.Namespaced || options.Namespaces.Count == 0;
        _scopes = wholeCluster
            ? [new InformerScope<T>(this, null)]
            : [.. options.Namespaces.Distinct(StringComparer.Ordinal).Select(ns => new InformerScope<T>(this, ns))];
    }

    /// <inheritdoc/>
    public ResourceType Resource => T.Type;

    /// <inheritdoc cref="IStore{T}.Synced"/>
    public bool Synced => _synced.Task.IsCompleted;

    /// <inheritdoc/>
    public Exception? LastError => _scopes.Select(scope => scope.Error).FirstOrDefault(error => error is not null);

    /// <inheritdoc/>
    public InformerStatistics Statistics => _scopes.Select(scope => scope.Statistics).Aggregate(
        new InformerStatistics(_store.Count, 0, 0, 0, 0, 0),
        (sum, scope) => new(
            sum.Objects, sum.Lists + scope.Lists, sum.Watches + scope.Watches, sum.Events + scope.Events,
            sum.Failures + scope.Failures, sum.Undecodable + scope.Undecodable));

    /// <inheritdoc/>
    public T? Get(ObjectKey key) => _store.Get(key);

    /// <inheritdoc/>
    public IReadOnlyCollection<T> List(string? ns = null) => _store.List(ns);

    /// <inheritdoc/>
    public IReadOnlyList<T> ByIndex(StoreIndex<T> index, string value) => _store.ByIndex(index, value);

    /// <inheritdoc cref="IStore{T}.WaitForSyncAsync"/>
    public Task WaitForSyncAsync(CancellationToken ct) => _synced.Task.WaitAsync(ct);

    /// <summary>Adds an index; adding the same one again is fine.</summary>
    /// <exception cref="InvalidOperationException">The informer runs already.</exception>
    public void AddIndex(StoreIndex<T> index)
    {
        if (Volatile.Read(ref _started) != 0)
        {
            throw new InvalidOperationException($"The index '{index.Name}' of {T.Type.Kind} was added after the start.");
        }

        _store.AddIndex(index);
    }

    /// <summary>
    /// Calls the handler for each change, in order and never concurrently, until the returned handle is disposed. The handler
    /// must be quick and must not wait: it usually adds a key to a queue. What it throws is logged and otherwise ignored.
    /// </summary>
    /// <param name="handler">Sees the store as it is after the change.</param>
    /// <param name="replay">Whether to report the objects already present first, as initial additions.</param>
    public IDisposable Subscribe(Action<StoreChange<T>> handler, bool replay = true)
    {
        lock (_dispatch)
        {
            if (replay)
            {
                foreach (var known in _store.List(null))
                {
                    Tell(handler, new(ChangeType.Added, null, known, IsInitial: true));
                }
            }

            _handlers = _handlers.Add(handler);
        }

        return new Subscription(() => Unsubscribe(handler));
    }

    /// <summary>
    /// Takes the answer to an own write, so that the next read sees it without waiting for the watch. Ignored when the store
    /// knows a later version or when the object has been deleted meanwhile. From then on the object is shared.
    /// </summary>
    public void ObserveWrite(T result)
    {
        var isHeld = _scopes.Any(scope => scope.Namespace is null || scope.Namespace == result.Metadata.Namespace);
        if (isHeld)
        {
            _options.Transform?.Invoke(result);
            Accept(updater => updater.Observe(result));
        }
    }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException($"The informer of {T.Type.Kind} was started twice.");
        }

        return Task.WhenAll(_scopes.Select(scope => new Reflector<T>(_client, scope, OptionsOf(scope), _time, _logger).RunAsync(ct)));
    }

    /// <summary>Changes the store and tells the subscribers what changed.</summary>
    internal void Accept(Func<StoreUpdater<T>, List<StoreChange<T>>> change)
    {
        lock (_dispatch)
        {
            foreach (var accepted in change(_updater))
            {
                foreach (var handler in _handlers)
                {
                    Tell(handler, accepted);
                }
            }
        }
    }

    internal bool CanDoWithout(Exception error) => error is KubeApiException answer
        && ((_options.IsOptional && answer.IsNotFound) || (_options.MayBeForbidden && answer.IsForbidden));

    internal void OnScopeSynced()
    {
        if (_scopes.All(scope => scope.Synced))
        {
            _synced.TrySetResult();
        }
    }

    internal void ReportUndecodable(UndecodableObject undecodable) =>
        Log.Undecodable(_logger, T.Type.Kind, undecodable.Key, undecodable.Error);

    private ReflectorOptions OptionsOf(InformerScope<T> scope) => new()
    {
        Namespace = scope.Namespace,
        LabelSelector = _options.LabelSelector,
        FieldSelector = _options.FieldSelector,
        Transform = _options.Transform,
    };

    private void Tell(Action<StoreChange<T>> handler, in StoreChange<T> change)
    {
        try
        {
            handler(change);
        }
        catch (Exception error)
        {
            Log.HandlerFailed(_logger, T.Type.Kind, ObjectKey.Of((change.New ?? change.Old)!), error);
        }
    }

    private void Unsubscribe(Action<StoreChange<T>> handler)
    {
        lock (_dispatch)
        {
            _handlers = _handlers.Remove(handler);
        }
    }

    private sealed class Subscription(Action dispose) : IDisposable
    {
        private Action? _dispose = dispose;

        public void Dispose() => Interlocked.Exchange(ref _dispose, null)?.Invoke();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Kind} {Key} cannot be read and is left as last known: {Error}")]
        public static partial void Undecodable(ILogger logger, string kind, ObjectKey key, string error);

        [LoggerMessage(2, LogLevel.Error, "The index '{Index}' of {Kind} failed for {Key}, which it will not find.")]
        public static partial void IndexFailed(ILogger logger, string index, string kind, ObjectKey key, Exception error);

        [LoggerMessage(3, LogLevel.Error, "A subscriber to {Kind} failed for {Key}.")]
        public static partial void HandlerFailed(ILogger logger, string kind, ObjectKey key, Exception error);
    }
}
