using Gko.Kubernetes.Caching;

namespace Gko.Kubernetes.Health;

/// <summary>Tells an informer that lost the API server for a moment from one that is blind for long, and from one that died.</summary>
public sealed class InformerHealth(IInformer informer, TimeProvider time)
{
    /// <summary>An API server may be restarted without anyone being the worse for it.</summary>
    private static readonly TimeSpan BlindAfter = TimeSpan.FromMinutes(2);

    /// <summary>Watches are renewed every ten minutes, so that by then even a quiet kind has shown some life.</summary>
    private static readonly TimeSpan DeadAfter = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private long? _failingSince;
    private long _movedAt = time.GetTimestamp();
    private long _moves;

    /// <summary>The kind in question, as <c>plural.group</c>.</summary>
    public string Kind => informer.Resource.QualifiedName;

    /// <summary>Looks at the informer; to be called every few seconds.</summary>
    public void Observe()
    {
        var now = time.GetTimestamp();
        var moves = informer.Statistics is var numbers ? numbers.Events + numbers.Lists + numbers.Watches + numbers.Failures : 0;
        lock (_lock)
        {
            _failingSince = informer.LastError is null ? null : _failingSince ?? now;
            if (moves != _moves)
            {
                (_moves, _movedAt) = (moves, now);
            }
        }
    }

    /// <summary>Why what this informer holds cannot be relied on; null when it can.</summary>
    public string? Unready()
    {
        Observe();
        var error = informer.LastError?.Message;
        if (!informer.Synced)
        {
            return $"not in sync yet: {error ?? "no answer yet"}";
        }

        lock (_lock)
        {
            return _failingSince is { } since && time.GetElapsedTime(since) is var length && length > BlindAfter
                ? $"changes have not been seen for {length.TotalMinutes:0} min: {error}"
                : null;
        }
    }

    /// <summary>Why only a restart can help this informer; null when it needs no help.</summary>
    public string? Dead()
    {
        Observe();
        lock (_lock)
        {
            return time.GetElapsedTime(_movedAt) is var silence && silence > DeadAfter
                ? $"{Kind} has neither been read nor tried to be read for {silence.TotalMinutes:0} min"
                : null;
        }
    }
}
