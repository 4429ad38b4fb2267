using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gko.Apim.Http;

/// <summary>A PEM file of certificate authorities that may change at any time, as mounted secrets do.</summary>
internal sealed class TrustStore(string path, TimeProvider time)
{
    private static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(5);
    private readonly Lock _sync = new();
    private Snapshot? _current;
    private DateTimeOffset _readAt;

    /// <summary>What the file holds, read at most every five seconds.</summary>
    /// <exception cref="HttpRequestException">The file is unreadable or holds no certificate.</exception>
    public Snapshot Current()
    {
        lock (_sync)
        {
            var now = time.GetUtcNow();
            if (_current is null || now - _readAt >= ReadInterval)
            {
                _current = Read(_current);
                _readAt = now;
            }

            return _current;
        }
    }

    private Snapshot Read(Snapshot? known)
    {
        try
        {
            var pem = File.ReadAllText(path);
            var version = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(pem)), 0, 12);
            if (version == known?.Version)
            {
                return known;
            }

            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            return certificates.Count > 0
                ? new(version, certificates)
                : throw new CryptographicException("it holds no certificate");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new HttpRequestException($"trust store [{path}] is unusable: {e.Message}", e);
        }
    }

    /// <param name="Version">Changes when the content does.</param>
    /// <param name="Certificates">The trusted authorities.</param>
    internal sealed record Snapshot(string Version, X509Certificate2Collection Certificates);
}
