using System.Numerics;
using System.Threading.Channels;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission.Registration;
using Gko.Kubernetes.Authorization;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Client;
using Gko.Operator.Configuration;
using Gko.Operator.Metrics;
using Gko.Webhooks;

namespace Gko.Operator.Hosting;

/// <summary>
/// How the API server gets to call and trust the webhooks, in one of three ways: others see to it; the operator sets the
/// trusted certificates in existing configurations; or, outside a cluster, it also registers the configurations.
/// </summary>
internal sealed partial class WebhookServing : IDisposable
{
    private readonly WebhookOptions _options;
    private readonly IReadOnlyList<string> _namespaces;
    private readonly IKubeClient _client;
    private readonly WebhookCertificates _certificates;
    private readonly WebhookRegistrar _registrar;
    private readonly WebhookConfigurationWatch _watch;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<byte> _looks = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // An announcement under way at the stop must not bring back what was just withdrawn.
    private readonly SemaphoreSlim _registering = new(1);
    private bool _isWithdrawn;
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
        _watch = new WebhookConfigurationWatch(
            client, _options.ValidatingConfigurationName, _options.MutatingConfigurationName, time, loggers.CreateLogger<WebhookConfigurationWatch>());
        _certificates = new WebhookCertificates(_options, client, time, loggers);
        _certificates.Store.Changed += LookAgain;
        metrics.Certificates.Observe("webhook", _certificates.Store);
    }

    /// <summary>The certificate in use; empty until <see cref="CertificateStore.RunAsync"/> has made or read one.</summary>
    public CertificateStore Certificates => _certificates.Store;

    /// <summary>Whether there is anything to announce; otherwise nobody needs <see cref="KeepAnnouncedAsync"/> and <see cref="WatchAsync"/>.</summary>
    public bool Announces => _certificates.AreOursToAnnounce;

    /// <summary>Makes the API server call and trust these webhooks; nothing is written when it does already.</summary>
    /// <returns>Whether anything was written.</returns>
    public async Task<bool> AnnounceAsync(CancellationToken ct)
    {
        if (!Announces)
        {
            return false;
        }

        var authorities = await _certificates.ReadAuthoritiesAsync(ct).ConfigureAwait(false);
        var written = await AnnounceAsync(authorities, ct).ConfigureAwait(false);
        _certificates.Trust.Tell(authorities, isNews: written);
        return written;
    }

    /// <summary>
    /// Announces again until cancelled: when a configuration or the certificate changed, and every minute for those who may not
    /// watch. GitOps tools and others reset what was announced.
    /// </summary>
    public async Task KeepAnnouncedAsync(CancellationToken ct)
    {
        var interval = _options.CertificateSchedule.Check;
        using var poll = _time.CreateTimer(_ => LookAgain(), null, interval, interval);
        var pace = new RepairPace(_time);
        while (true)
        {
            await _looks.Reader.ReadAsync(ct).ConfigureAwait(false);
            try
            {
                if (await AnnounceAsync(ct).ConfigureAwait(false))
                {
                    await PauseAsync(pace, ct).ConfigureAwait(false);
                }
            }
            catch (Exception error) when (
                error is KubeApiException or HttpRequestException or IOException or InvalidOperationException or InvalidDataException)
            {
                Log.AnnounceFailed(_logger, error.Message);
            }
        }
    }

    /// <summary>Notices changes of the configurations until cancelled.</summary>
    public Task WatchAsync(CancellationToken ct) => _watch.RunAsync(LookAgain, ct);

    /// <summary>
    /// Removes what <see cref="AnnounceAsync"/> registered, so that a stopped process outside the cluster blocks nobody. Nothing
    /// is registered afterwards.
    /// </summary>
    public async Task WithdrawAsync(CancellationToken ct)
    {
        if (_options.Url is null)
        {
            return;
        }

        await _registering.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            _isWithdrawn = true;
            await _registrar.UnregisterAsync(_options.Url, _options.ValidatingConfigurationName, _options.MutatingConfigurationName, ct)
                .ConfigureAwait(false);
        }
        finally
        {
            _registering.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _registering.Dispose();

    private async Task<bool> AnnounceAsync(string? authorities, CancellationToken ct)
    {
        // Until all replicas are sure to have left it, what they serve by an authority of before must stay trusted.
        var keeps = authorities is not null && !_certificates.Trust.IsOlder(authorities, _options.CertificateSchedule.Overlap);
        if (_options.Url is { } url)
        {
            return await RegisterAsync(url, authorities ?? "", keeps, ct).ConfigureAwait(false);
        }

        return authorities is not null && await _registrar.PatchCaBundleAsync(
            _options.ValidatingConfigurationName, _options.MutatingConfigurationName, authorities, keeps, ct).ConfigureAwait(false);
    }

    private async Task<bool> RegisterAsync(Uri url, string authorities, bool keeps, CancellationToken ct)
    {
        var registration = new WebhookRegistration
        {
            ValidatingName = _options.ValidatingConfigurationName,
            MutatingName = _options.MutatingConfigurationName,
            Url = url,
            CaBundle = authorities,
            KeepsTrusted = keeps,
            Namespaces = _namespaces.Count > 0 ? _namespaces : null,
            ExemptUser = await FindAccountAsync(ct).ConfigureAwait(false),
        };
        await _registering.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return !_isWithdrawn && await _registrar.RegisterAsync(registration, WebhookSet.Descriptions, ct).ConfigureAwait(false);
        }
        finally
        {
            _registering.Release();
        }
    }

    private void LookAgain() => _looks.Writer.TryWrite(0);

    private Task PauseAsync(RepairPace pace, CancellationToken ct)
    {
        var pause = pace.Next();
        if (pace.Repairs >= 4 && BitOperations.IsPow2(pace.Repairs))
        {
            Log.Disputed(_logger, _options.ValidatingConfigurationName, _options.MutatingConfigurationName, pace.Repairs);
        }

        return Task.Delay(pause, _time, ct);
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The webhook configurations could not be checked; trying again in a minute: {Reason}")]
        public static partial void AnnounceFailed(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Somebody else keeps changing {Validating} or {Mutating}: repaired {Count} times in a row; let them leave caBundle alone")]
        public static partial void Disputed(ILogger logger, string validating, string mutating, int count);
    }
}
