using System.Net.Security;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Configuration;

/// <summary>A client certificate; its files are looked at again every minute and re-read when they changed.</summary>
internal sealed partial class ClientCertificate : ICredentialSource
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(60);

    private readonly PemSource _certificate;
    private readonly PemSource _key;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private SslStreamCertificateContext _current;
    private (DateTime Certificate, DateTime Key) _version;
    private long _checked;

    /// <exception cref="KubeConfigException">The certificate or its key cannot be read.</exception>
    public ClientCertificate(PemSource certificate, PemSource key, TimeProvider time, ILogger logger)
    {
        (_certificate, _key, _time, _logger) = (certificate, key, time, logger);
        _version = (certificate.Version, key.Version);
        _checked = time.GetTimestamp();
        _current = Read();
    }

    SslStreamCertificateContext ICredentialSource.ClientCertificate
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetElapsedTime(_checked) >= CheckInterval)
                {
                    _checked = _time.GetTimestamp();
                    ReadAgainIfChanged();
                }

                return _current;
            }
        }
    }

    public ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<bool> InvalidateAsync(CancellationToken ct) => ValueTask.FromResult(false);

    /// <summary>The two files change one after the other: a mismatch is tried again a minute later, with the old pair until then.</summary>
    private void ReadAgainIfChanged()
    {
        var version = (_certificate.Version, _key.Version);
        if (version == _version)
        {
            return;
        }

        try
        {
            _current = Read();
            _version = version;
        }
        catch (KubeConfigException error)
        {
            Log.NotRenewed(_logger, error.Message);
        }
    }

    private SslStreamCertificateContext Read()
    {
        try
        {
            return PemCertificates.WithKey(_certificate.Read(), _key.Read());
        }
        catch (CryptographicException error)
        {
            throw new KubeConfigException($"{_certificate.Where} is no PEM certificate for the private key in the field beside it: {error.Message}", error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The changed client certificate is not used yet: {Reason}")]
        public static partial void NotRenewed(ILogger logger, string reason);
    }
}
