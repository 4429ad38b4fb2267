using System.Net.Http.Headers;
using System.Net.Security;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Configuration;

/// <summary>A bearer token in a file that somebody else renews, as the kubelet does for service accounts; re-read every minute.</summary>
internal sealed partial class TokenFile(string path, TimeProvider time, ILogger logger) : ICredentialSource, IDisposable
{
    private static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Reading? _last;

    public SslStreamCertificateContext? ClientCertificate => null;

    public async ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var reading = IsFresh(_last) ? _last! : await ReadOnceAsync(ct).ConfigureAwait(false);
        request.Headers.Authorization = reading.Header;
    }

    public ValueTask<bool> InvalidateAsync(CancellationToken ct)
    {
        // The old token stays known for the case that the file cannot be read just now.
        if (_last is { } last)
        {
            _last = last with { Stale = true };
        }

        return ValueTask.FromResult(true);
    }

    public void Dispose() => _reading.Dispose();

    /// <summary>One caller reads, the others wait for what it finds.</summary>
    private async Task<Reading> ReadOnceAsync(CancellationToken ct)
    {
        await _reading.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return _last = IsFresh(_last) ? _last! : await ReadAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<Reading> ReadAsync(CancellationToken ct)
    {
        try
        {
            var token = (await File.ReadAllTextAsync(path, ct).ConfigureAwait(false)).Trim();
            return token.Length > 0
                ? new Reading(new AuthenticationHeaderValue("Bearer", token), time.GetTimestamp(), Stale: false)
                : throw new IOException("the file is empty");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (_last is not { } last)
            {
                throw new KubeConfigException($"{path}: the token cannot be read: {error.Message}", error);
            }

            Log.KeepsOldToken(logger, path, error.Message);
            return last with { At = time.GetTimestamp(), Stale = false };
        }
    }

    private bool IsFresh(Reading? reading) => reading is { Stale: false } && time.GetElapsedTime(reading.At) < ReadInterval;

    private sealed record Reading(AuthenticationHeaderValue Header, long At, bool Stale);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The token in {Path} cannot be read again, the last one stays in use: {Reason}")]
        public static partial void KeepsOldToken(ILogger logger, string path, string reason);
    }
}
