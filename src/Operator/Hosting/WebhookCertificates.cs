using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Operator.Configuration;

namespace Gko.Operator.Hosting;

/// <summary>The certificate that the webhooks show, and whom the API server has to trust for its sake.</summary>
internal sealed class WebhookCertificates
{
    private readonly Func<CancellationToken, Task<string?>>? _authorities;

    public WebhookCertificates(WebhookOptions options, IKubeClient client, TimeProvider time, ILoggerFactory loggers)
    {
        var secret = new ObjectKey(options.Namespace, options.CertificateSecretName);
        var schedule = options.CertificateSchedule;
        Trust = new TrustRecord(time, schedule.Settle);
        ICertificateSource source;
        switch (options.CertificateMode)
        {
            case WebhookCertificateMode.SelfSigned:
                var authority = new SelfSignedAuthority(
                    SelfSigned(options), client, time, loggers.CreateLogger<SelfSignedAuthority>(), Trust) { PollInterval = schedule.Poll };
                source = authority;
                _authorities = async ct => (await authority.EnsureAsync(ct).ConfigureAwait(false)).Authorities;
                break;
            case WebhookCertificateMode.ExistingSecret:
                var existing = new SecretCertificateSource(client, secret) { PollInterval = schedule.Poll };
                source = existing;
                _authorities = existing.ReadAuthoritiesAsync;
                break;
            case WebhookCertificateMode.CertManager:
                source = new SecretCertificateSource(client, secret) { PollInterval = schedule.Poll };
                break;
            default:
                source = FileCertificateSource.InFolder(options.CertificateFolder, schedule.Poll);
                break;
        }

        Store = new CertificateStore(
            source, time, loggers.CreateLogger<CertificateStore>(), VerifiedName(options), AreOursToAnnounce ? Trust : null);
    }

    /// <summary>Whom the API server trusts by now; only of interest where it is for the operator to tell it.</summary>
    public TrustRecord Trust { get; }

    /// <summary>The certificate in use; empty until <see cref="CertificateStore.RunAsync"/> has made or read one.</summary>
    public CertificateStore Store { get; }

    /// <summary>Whether it is for the operator to make the API server trust the certificate.</summary>
    public bool AreOursToAnnounce => _authorities is not null;

    /// <summary>The certificates to trust, as PEM; null when they are not known.</summary>
    public Task<string?> ReadAuthoritiesAsync(CancellationToken ct) => _authorities?.Invoke(ct) ?? Task.FromResult<string?>(null);

    private static SelfSignedOptions SelfSigned(WebhookOptions options) => new()
    {
        Names = Names(options),
        Owner = "gko",
        Overlap = options.CertificateSchedule.Overlap,
        Secret = options.CertificateSecretName.Length > 0 ? new ObjectKey(options.Namespace, options.CertificateSecretName) : null,
    };

    /// <summary>The name that API servers verify, of all that the certificate is made for; null when it is not configured.</summary>
    private static string? VerifiedName(WebhookOptions options) => options.Url?.DnsSafeHost
        ?? (options.ServiceName.Length > 0 && options.Namespace.Length > 0 ? $"{options.ServiceName}.{options.Namespace}.svc" : null);

    private static string[] Names(WebhookOptions options)
    {
        if (options.Url is { } url)
        {
            return [url.DnsSafeHost];
        }

        var service = $"{options.ServiceName}.{options.Namespace}";
        return [options.ServiceName, service, $"{service}.svc", $"{service}.svc.cluster.local"];
    }
}
