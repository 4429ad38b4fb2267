using System.Security.Cryptography.X509Certificates;
using Gko.Apim.Connections;
using Microsoft.Extensions.Logging;

namespace Gko.Apim.Http;

/// <summary>
/// Keeps one set of connections, limits and circuit per context, a context being a server, credentials and trusted
/// authorities. Contexts that nobody uses any more, such as those of a rotated token, go after a while.
/// </summary>
public sealed class ApimHttpClientPool : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);
    private readonly Lock sync = new();
    private readonly Dictionary<ContextKey, Entry> entries = [];
    private readonly ApimClientOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly SemaphoreSlim totalSlots;
    private readonly TrustStore? trustStore;
    private readonly Func<X509Certificate2Collection?, HttpMessageHandler> createHandler;
    private DateTimeOffset sweptAt;

    /// <summary>One pool serves the whole process.</summary>
    public ApimHttpClientPool(ApimClientOptions options, TimeProvider time, ILogger<ApimHttpClientPool> logger)
        : this(options, time, logger, trusted => ApimHandlers.Create(options, trusted))
    {
    }

    internal ApimHttpClientPool(
        ApimClientOptions options, TimeProvider time, ILogger logger, Func<X509Certificate2Collection?, HttpMessageHandler> createHandler)
    {
        this.options = options;
        this.time = time;
        this.logger = logger;
        this.createHandler = createHandler;
        totalSlots = new(options.MaxConcurrentRequests);
        trustStore = options.TrustStorePath is null ? null : new(options.TrustStorePath, time);
        sweptAt = time.GetUtcNow();
    }

    /// <summary>The number of contexts that hold state now.</summary>
    public int Contexts
    {
        get
        {
            lock (sync)
            {
                return entries.Count;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (sync)
        {
            foreach (var entry in entries.Values)
            {
                entry.Channel.Dispose();
            }

            entries.Clear();
        }

        totalSlots.Dispose();
    }

    /// <exception cref="HttpRequestException">The trust store or the proxy's URL is unusable.</exception>
    internal Lease Borrow(Uri url, ApimCredentials credentials)
    {
        var trust = trustStore?.Current();
        var key = new ContextKey($"{url.Scheme}://{url.IdnHost}:{url.Port}", credentials.Fingerprint, trust?.Version);
        lock (sync)
        {
            Sweep(key);
            if (!entries.TryGetValue(key, out var entry))
            {
                var handler = createHandler(trust?.Certificates);
                entries[key] = entry = new(new(key.Origin, handler, options, totalSlots, time, logger));
            }

            entry.Users++;
            return new(this, entry);
        }
    }

    private void Return(Entry entry)
    {
        lock (sync)
        {
            entry.Users--;
            entry.UsedAt = time.GetUtcNow();
        }
    }

    private void Sweep(ContextKey current)
    {
        var now = time.GetUtcNow();
        if (now - sweptAt < SweepInterval)
        {
            return;
        }

        sweptAt = now;
        foreach (var (key, entry) in entries)
        {
            if (key != current && entry.Users == 0 && now - entry.UsedAt >= options.ContextIdleTimeout)
            {
                entries.Remove(key);
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
