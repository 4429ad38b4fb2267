using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>One namespace of an informer, or its whole cluster: receives from one reflector and keeps that one's health.</summary>
internal sealed class InformerScope<T>(Informer<T> informer, string? ns) : IReflectorSink<T>
    where T : class, IResource<T>
{
    private long _lists;
    private long _watches;
    private long _events;
    private long _failures;
    private long _undecodable;
    private volatile Exception? _error;
    private volatile bool _synced;

    public string? Namespace => ns;

    public bool Synced => _synced;

    public Exception? Error => _error;

    public InformerStatistics Statistics => new(
        0, Interlocked.Read(ref _lists), Interlocked.Read(ref _watches), Interlocked.Read(ref _events),
        Interlocked.Read(ref _failures), Interlocked.Read(ref _undecodable));

    public void Replace(IReadOnlyList<T> items, IReadOnlyCollection<UndecodableObject> undecodable, string? resourceVersion)
    {
        foreach (var item in undecodable)
        {
            Report(item);
        }

        Interlocked.Add(ref _events, items.Count);
        informer.Accept(updater => updater.Replace(ns, items, [.. undecodable.Select(item => item.Key)], resourceVersion));
        _synced = true;
        informer.OnScopeSynced();
    }

    public void Apply(in WatchEvent<T> change)
    {
        Interlocked.Increment(ref _events);
        if (change.Undecodable is { } undecodable)
        {
            Report(undecodable);
        }

        var applied = change;
        informer.Accept(updater => updater.Apply(ns, applied));
    }

    public void Progress(string resourceVersion) => informer.Accept(updater =>
    {
        updater.Follow(ns, resourceVersion);
        return [];
    });

    public void Healthy() => _error = null;

    public void Degraded(Exception error)
    {
        Interlocked.Increment(ref _failures);
        if (informer.CanDoWithout(error))
        {
            _error = null;
            _synced = true;
            informer.OnScopeSynced();
            return;
        }

        _error = error;
    }

    public void Requesting(ReflectorRequest request) =>
        Interlocked.Increment(ref request is ReflectorRequest.Watch ? ref _watches : ref _lists);

    private void Report(UndecodableObject undecodable)
    {
        Interlocked.Increment(ref _undecodable);
        informer.ReportUndecodable(undecodable);
    }
}
