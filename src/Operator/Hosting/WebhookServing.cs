using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission.Registration;
using Gko.Kubernetes.Authorization;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Operator.Configuration;
using Gko.Operator.Metrics;
using Gko.Webhooks;

namespace Gko.Operator.Hosting;

/// <summary>
/// The certificate that the webhooks show and how the API server gets to trust it, in one of three ways: others provide it;
/// the operator makes it and patches existing configurations; or, outside a cluster, it also registers the configurations.
/// </summary>
internal sealed partial class WebhookServing
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly WebhookOptions _options;
    private readonly IReadOnlyList<string> _namespaces;
    private readonly IKubeClient _client;
    private readonly SelfSignedAuthority? _authority;
    private readonly WebhookRegistrar _registrar;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private bool _accountIsKnown;
    private string? _account;

    public WebhookServing(
        OperatorOptions options, IKubeClient client, OperatorMetrics metrics, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options.Webhook;
        _namespaces = options.Namespaces;
        _client = client;
        _time = time;
        _logger = loggers.CreateLogger<WebhookServing>();
        _registrar = new WebhookRegistrar(client, FieldManagers.Operator, loggers.CreateLogger<WebhookRegistrar>());
        _authority = MakesItsOwn ? new SelfSignedAuthority(SelfSigned(), client, time, loggers.CreateLogger<SelfSignedAuthority>()) : null;
        ICertificateSource source = _authority is not null ? _authority : FileCertificateSource.InFolder(_options.CertificateFolder);
        Certificates = new CertificateStore(source, time, loggers.CreateLogger<CertificateStore>());
        metrics.Certificates.Observe("webhook", Certificates);
    }

    /// <summary>The certificate in use; empty until <see cref="CertificateStore.RunAsync"/> has made or read one.</summary>
    public CertificateStore Certificates { get; }

    private bool MakesItsOwn => _options.Url is not null || _options.CertificateSecretName.Length > 0;

    /// <summary>Makes the API server call and trust these webhooks; nothing is written when it does already.</summary>
    public async Task AnnounceAsync(CancellationToken ct)
    {
        if (_authority is null)
        {
            return;
        }

        var bundle = (await _authority.EnsureAsync(ct).ConfigureAwait(false)).Authorities;
        if (_options.Url is null)
        {
            await _registrar.PatchCaBundleAsync(_options.ValidatingConfigurationName, _options.MutatingConfigurationName, bundle, ct)
                .ConfigureAwait(false);
            return;
        }

        var registration = new WebhookRegistration
        {
            ValidatingName = _options.ValidatingConfigurationName,
            MutatingName = _options.MutatingConfigurationName,
            Url = _options.Url,
            CaBundle = bundle,
            Namespaces = _namespaces.Count > 0 ? _namespaces : null,
            ExemptUser = await FindAccountAsync(ct).ConfigureAwait(false),
        };
        await _registrar.RegisterAsync(registration, WebhookSet.Descriptions, ct).ConfigureAwait(false);
    }

    /// <summary>
    /// Announces again every minute until cancelled: certificates are rotated, and a GitOps tool may reset the CA bundle.
    /// </summary>
    public async Task KeepAnnouncedAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
        {
            try
            {
                await AnnounceAsync(ct).ConfigureAwait(false);
            }
            catch (Exception error) when (error is KubeApiException or HttpRequestException or IOException)
            {
                Log.AnnounceFailed(_logger, error.Message);
            }
        }
    }

    /// <summary>Removes what <see cref="AnnounceAsync"/> registered, so that a stopped process outside the cluster blocks nobody.</summary>
    public async Task WithdrawAsync(CancellationToken ct)
    {
        if (_options.Url is not null)
        {
            await _registrar.UnregisterAsync(_options.Url, _options.ValidatingConfigurationName, _options.MutatingConfigurationName, ct)
                .ConfigureAwait(false);
        }
    }

    private async Task<string?> FindAccountAsync(CancellationToken ct)
    {
        if (!_accountIsKnown)
        {
            _account = await OwnAccount.FindServiceAccountAsync(_client, ct).ConfigureAwait(false);
            _accountIsKnown = true;
        }

        return _account;
    }

    private SelfSignedOptions SelfSigned() => new()
    {
        Names = Names(),
        Owner = "gko",
        Secret = _options.CertificateSecretName.Length > 0 ? new ObjectKey(_options.Namespace, _options.CertificateSecretName) : null,
    };

    private string[] Names()
    {
        if (_options.Url is { } url)
        {
            return [url.Host];
        }

        var service = $"{_options.ServiceName}.{_options.Namespace}";
        return [_options.ServiceName, service, $"{service}.svc", $"{service}.svc.cluster.local"];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The webhook configurations could not be checked; trying again in a minute: {Reason}")]
        public static partial void AnnounceFailed(ILogger logger, string reason);
    }
}
