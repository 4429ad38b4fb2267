using System.Security.Cryptography.X509Certificates;
using Gko.Apim.Connections;
using Gko.Apim.Telemetry;
using Microsoft.Extensions.Logging;

namespace Gko.Apim.Http;

/// <summary>
/// Keeps one set of connections, limits and circuit per context, a context being a server, credentials and trusted
/// authorities. Contexts that nobody uses any more, such as those of a rotated token, go after a while.
/// </summary>
public sealed class ApimHttpClientPool : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);
    private readonly Lock _sync = new();
    private readonly Dictionary<ContextKey, Entry> _entries = [];
    private readonly ApimClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _totalSlots;
    private readonly TrustStore? _trustStore;
    private readonly Func<X509Certificate2Collection?, HttpMessageHandler> _createHandler;
    private DateTimeOffset _sweptAt;

    /// <summary>One pool serves the whole process.</summary>
    public ApimHttpClientPool(ApimClientOptions options, TimeProvider time, ILogger<ApimHttpClientPool> logger)
        : this(options, time, logger, trusted => ApimHandlers.Create(options, trusted))
    {
    }

    internal ApimHttpClientPool(
        ApimClientOptions options, TimeProvider time, ILogger logger, Func<X509Certificate2Collection?, HttpMessageHandler> createHandler)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _createHandler = createHandler;
        _totalSlots = new(options.MaxConcurrentRequests);
        _trustStore = options.TrustStorePath is null ? null : new(options.TrustStorePath, time);
        _sweptAt = time.GetUtcNow();
    }

    /// <summary>The number of contexts that hold state now.</summary>
    public int Contexts
    {
        get
        {
            lock (_sync)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Shows in the metrics which contexts are not called at the moment.</summary>
    public void Publish(ApimMetrics metrics) => metrics.Observe(Circuits);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_sync)
        {
            foreach (var entry in _entries.Values)
            {
                entry.Channel.Dispose();
            }

            _entries.Clear();
        }

        _totalSlots.Dispose();
    }

    /// <exception cref="HttpRequestException">The trust store or the proxy's URL is unusable.</exception>
    internal Lease Borrow(Uri url, ApimCredentials credentials)
    {
        var trust = _trustStore?.Current();
        var key = KeyOf(url, credentials, trust);
        lock (_sync)
        {
            Sweep(key);
            if (!_entries.TryGetValue(key, out var entry))
            {
                var handler = _createHandler(trust?.Certificates);
                _entries[key] = entry = new(new(key.Origin, handler, _options, _totalSlots, _time, _logger));
            }

            entry.Users++;
            return new(this, entry);
        }
    }

    // A context whose token was rotated has two entries for a while.
    private IEnumerable<(string Context, bool Open)> Circuits()
    {
        lock (_sync)
        {
            return [.. _entries.Values
                .SelectMany(entry => entry.Channel.Contexts.Select(context => (context, entry.Channel.IsOpen)))
                .GroupBy(one => one.context, StringComparer.Ordinal)
                .Select(group => (group.Key, group.Any(one => one.IsOpen)))];
        }
    }

    /// <summary>How long ago a call with these credentials succeeded there; null when none did since the connections were made.</summary>
    internal TimeSpan? SinceSuccess(Uri url, ApimCredentials credentials)
    {
        var key = KeyOf(url, credentials, _trustStore?.Current());
        lock (_sync)
        {
            return _entries.TryGetValue(key, out var entry) ? entry.Channel.SinceSuccess : null;
        }
    }

    private static ContextKey KeyOf(Uri url, ApimCredentials credentials, TrustStore.Snapshot? trust) =>
        new($"{url.Scheme}://{url.IdnHost}:{url.Port}", credentials.Fingerprint, trust?.Version);

    private void Return(Entry entry)
    {
        lock (_sync)
        {
            entry.Users--;
            entry.UsedAt = _time.GetUtcNow();
        }
    }

    private void Sweep(ContextKey current)
    {
        var now = _time.GetUtcNow();
        if (now - _sweptAt < SweepInterval)
        {
            return;
        }

        _sweptAt = now;
        foreach (var (key, entry) in _entries)
        {
            if (key != current && entry.Users == 0 && now - entry.UsedAt >= _options.ContextIdleTimeout)
            {
                _entries.Remove(key);
                entry.Channel.Dispose();
            }
        }
    }

    /// <summary>Keeps a context from being swept while a request uses it.</summary>
    internal readonly struct Lease(ApimHttpClientPool pool, Entry entry) : IDisposable
    {
        public ApimChannel Channel => entry.Channel;

        public void Dispose() => pool.Return(entry);
    }

    internal sealed class Entry(ApimChannel channel)
    {
        public ApimChannel Channel => channel;

        public int Users { get; set; }

        public DateTimeOffset UsedAt { get; set; }
    }

    private readonly record struct ContextKey(string Origin, string Credentials, string? Trust);
}
