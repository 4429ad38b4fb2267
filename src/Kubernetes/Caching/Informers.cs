using System.Collections.Concurrent;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Caching;

/// <summary>One shared informer per kind. Everything that needs a kind asks for it before the start.</summary>
/// <param name="client">Shared by all informers.</param>
/// <param name="defaults">Apply to every kind that <see cref="Configure{T}"/> was not called for.</param>
/// <param name="time">The clock of all waits.</param>
/// <param name="loggers">Each informer logs under its own category.</param>
public sealed partial class Informers(IKubeClient client, InformerOptions defaults, TimeProvider time, ILoggerFactory loggers)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Type, IInformer> _informers = new();
    private readonly Lock _lock = new();
    private readonly ILogger _logger = loggers.CreateLogger<Informers>();
    private bool _started;

    /// <summary>All informers asked for so far.</summary>
    public IReadOnlyCollection<IInformer> All => [.. _informers.Values];

    /// <summary>Whether all have read what existed at the start; false before any start.</summary>
    public bool Synced => _started && _informers.Values.All(informer => informer.Synced);

    /// <summary>The kinds that have not been read yet, as <c>plural.group</c>.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. _informers.Values
            .Where(informer => !informer.Synced)
            .Select(informer => informer.Resource.QualifiedName)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The informer of a kind, made on first request.</summary>
    /// <exception cref="InvalidOperationException">It would be the first request, but the start is over.</exception>
    public Informer<T> Get<T>()
        where T : class, IResource<T> => _informers.TryGetValue(typeof(T), out var known) ? (Informer<T>)known : Add<T>(defaults);

    /// <summary>Makes the informer of a kind with other options than the defaults.</summary>
    /// <exception cref="InvalidOperationException">The informer exists already or the start is over.</exception>
    public Informer<T> Configure<T>(InformerOptions options)
        where T : class, IResource<T> =>
        _informers.ContainsKey(typeof(T))
            ? throw new InvalidOperationException($"The informer of {T.Type.Kind} was configured after its first use.")
            : Add<T>(options);

    /// <summary>Starts all informers and runs them until the token fires.</summary>
    public Task RunAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            _started = true;
            return Task.WhenAll(_informers.Values.Select(informer => informer.RunAsync(ct)));
        }
    }

    /// <summary>Returns once all have synced; logs every ten seconds which have not.</summary>
    public async Task WaitForSyncAsync(CancellationToken ct)
    {
        var all = Task.WhenAll(_informers.Values.Select(informer => informer.WaitForSyncAsync(ct)));
        while (!all.IsCompleted)
        {
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
            if (await Task.WhenAny(all, Task.Delay(ReportEvery, time, timer.Token)).ConfigureAwait(false) != all)
            {
                LogMissing();
            }

            await timer.CancelAsync().ConfigureAwait(false);
        }

        await all.ConfigureAwait(false);
    }

    private Informer<T> Add<T>(InformerOptions options)
        where T : class, IResource<T>
    {
        lock (_lock)
        {
            if (!_started)
            {
                return (Informer<T>)_informers.GetOrAdd(
                    typeof(T), _ => new Informer<T>(client, options, time, loggers.CreateLogger<Informer<T>>()));
            }

            throw new InvalidOperationException($"The informer of {T.Type.Kind} was asked for after the start.");
        }
    }

    private void LogMissing()
    {
        foreach (var informer in _informers.Values.Where(informer => !informer.Synced))
        {
            Log.Waiting(_logger, informer.Resource.QualifiedName, informer.LastError?.Message ?? "no answer yet");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Still waiting for all {Kind}: {Reason}")]
        public static partial void Waiting(ILogger logger, string kind, string reason);
    }
}
