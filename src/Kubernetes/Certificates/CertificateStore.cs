using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Certificates;

/// <summary>
/// The certificate that the webhook server presents, kept up to date while it serves. A source that fails, or holds half of
/// a new pair, or one that callers would not accept, never costs the last good certificate.
/// </summary>
/// <param name="serverName">The DNS name or address that callers verify; null when it is not known.</param>
/// <param name="trust">What callers trust by now; null where it is not known.</param>
public sealed partial class CertificateStore(
    ICertificateSource source, TimeProvider time, ILogger<CertificateStore> logger, string? serverName = null, TrustRecord? trust = null)
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);

    // Replaced as a whole: handshakes read it without a lock. Replaced certificates are left to the garbage collector,
    // because handshakes that have begun still use them.
    private volatile Loaded? _loaded;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _lastFailure;
    private string? _lastProblem;
    private Loaded? _waiting;
    private long _reads;
    private long _failures;

    /// <summary>What to present in the next handshake; null until the first certificate was read.</summary>
    public SslStreamCertificateContext? Current => _loaded?.Context;

    /// <summary>When the present certificate expires; null without one.</summary>
    public DateTimeOffset? NotAfter => _loaded?.NotAfter;

    /// <summary>How often the source was read.</summary>
    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>How often that, or loading what was read, failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Why there is nothing valid to present, for a health check; null when there is.</summary>
    public string? Problem => _loaded is { } loaded ? ProblemOf(loaded)
        : _lastFailure is { } failure ? $"no certificate yet: {failure}" : "no certificate yet";

    /// <summary>
    /// Raised on the thread that refreshes after another certificate was loaded, and when one is found that has to wait until
    /// callers trust it.
    /// </summary>
    public event Action? Changed;

    /// <summary>Returns once there is a certificate to present.</summary>
    public Task WaitAsync(CancellationToken ct) => _first.Task.WaitAsync(ct);

    /// <summary>Refreshes until cancelled: every second at first, then at the source's interval.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await RefreshAsync(ct);
            ReportProblem();
            var interval = _loaded is null && FirstInterval < source.PollInterval ? FirstInterval : source.PollInterval;
            await Task.Delay(interval, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Looks once whether the source has another certificate. Failures are logged, once until they change. Not for
    /// concurrent use.
    /// </summary>
    /// <returns>Whether the certificate changed.</returns>
    public async Task<bool> RefreshAsync(CancellationToken ct)
    {
        try
        {
            Interlocked.Increment(ref _reads);
            var pair = await source.ReadAsync(ct);
            var fingerprint = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(pair.Certificate + pair.Key)));
            var changed = fingerprint != _loaded?.Fingerprint
                && TryTake(_waiting is { } waiting && waiting.Fingerprint == fingerprint ? waiting : Load(pair, fingerprint));
            _lastFailure = null;
            return changed;
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            Interlocked.Increment(ref _failures);
            if (error.Message != _lastFailure)
            {
                _lastFailure = error.Message;
                Log.Failed(logger, source.Description, error.Message, _loaded is null ? "there is none to serve" : "the last one stays", error);
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>False when the certificate has to wait.</summary>
    /// <exception cref="InvalidDataException">The present one is good, and this one is not.</exception>
    private bool TryTake(Loaded next)
    {
        var leaf = next.Context.TargetCertificate;
        if (_loaded is { } present && ProblemOf(present) is null)
        {
            if (ProblemOf(next) is { } problem)
            {
                throw new InvalidDataException(problem);
            }

            if (trust?.Covers(leaf, next.Context.IntermediateCertificates) is false)
            {
                Await(next);
                return false;
            }
        }

        (_loaded, _waiting) = (next, null);
        _first.TrySetResult();
        Log.Loaded(logger, source.Description, leaf.SerialNumber, next.NotAfter);
        Changed?.Invoke();
        return true;
    }

    private void Await(Loaded next)
    {
        if (_waiting != next)
        {
            _waiting = next;
            Log.Waiting(logger, source.Description, next.Context.TargetCertificate.SerialNumber);
            Changed?.Invoke();
        }
    }

    private string? ProblemOf(Loaded loaded)
    {
        var (leaf, now) = (loaded.Context.TargetCertificate, time.GetUtcNow());
        return CertificateChecks.IsExpired(leaf, now) ? $"the certificate expired at {loaded.NotAfter:u}"
            : now < new DateTimeOffset(leaf.NotBefore) ? $"the certificate is not valid before {new DateTimeOffset(leaf.NotBefore).ToUniversalTime():u}"
            : loaded.IsForOthers ? $"the certificate is not valid for {serverName}"
            : null;
    }

    // Without a certificate, the failure to load one was logged.
    private void ReportProblem()
    {
        var problem = _loaded is null ? null : Problem;
        if (problem is not null && problem != _lastProblem)
        {
            Log.Unusable(logger, source.Description, problem);
        }

        _lastProblem = problem;
    }

    private Loaded Load(CertificatePair pair, string fingerprint)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pair.Certificate);
        var leaf = X509Certificate2.CreateFromPem(pair.Certificate, pair.Key);
        if (OperatingSystem.IsWindows())
        {
            // Schannel cannot use the ephemeral keys that PEM import makes.
            using var ephemeral = leaf;
            leaf = X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
        }

        chain.RemoveAt(0);
        return new Loaded(
            SslStreamCertificateContext.Create(leaf, chain, offline: true),
            new DateTimeOffset(leaf.NotAfter),
            serverName is not null && !leaf.MatchesHostname(serverName, allowCommonName: false),
            fingerprint);
    }

    private sealed record Loaded(SslStreamCertificateContext Context, DateTimeOffset NotAfter, bool IsForOthers, string Fingerprint);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Serving the certificate {Serial} from {Source}, valid until {NotAfter:u}")]
        public static partial void Loaded(ILogger logger, string source, string serial, DateTimeOffset notAfter);

        [LoggerMessage(2, LogLevel.Warning, "The certificate from {Source} cannot be used ({Reason}); {Consequence}")]
        public static partial void Failed(ILogger logger, string source, string reason, string consequence, Exception error);

        [LoggerMessage(3, LogLevel.Error, "API servers will not accept the certificate from {Source}: {Problem}")]
        public static partial void Unusable(ILogger logger, string source, string problem);

        [LoggerMessage(4, LogLevel.Information, "The certificate {Serial} from {Source} waits until API servers trust it; the last one stays")]
        public static partial void Waiting(ILogger logger, string source, string serial);
    }
}
