using Gko.Kubernetes.Authorization;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Metrics;
using Gko.Operator.Configuration;
using Gko.Operator.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gko.Operator.Hosting;

/// <summary>
/// <c>/metrics</c>, over TLS if so configured. As upstream has it, callers have to show a bearer token in either case: what is
/// measured tells of namespaces, contexts and failures. The certificate is kept up to date from start to end, beside whatever else
/// the operator does.
/// </summary>
internal sealed class MetricsServing : BackgroundService
{
    private readonly MetricsOptions _options;
    private readonly MetricRegistry? _registry;
    private readonly DelegatedAccess _access;
    private readonly CertificateStore? _certificates;

    public MetricsServing(OperatorOptions options, IKubeClient client, OperatorMetrics metrics, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options.Metrics;
        _registry = metrics.Registry;
        _access = new DelegatedAccess(client, time, loggers.CreateLogger<DelegatedAccess>());
        if (_options is { Enabled: true, Secure: true })
        {
            _certificates = new CertificateStore(Source(time, loggers), time, loggers.CreateLogger<CertificateStore>());
            metrics.Certificates.Observe("metrics", _certificates);
        }
    }

    public void Listen(ListenOptions listen)
    {
        if (_certificates is not null)
        {
            listen.UseWebhookCertificates(_certificates);
        }
    }

    public void Map(IEndpointRouteBuilder endpoints)
    {
        if (_registry is not null)
        {
            endpoints.MapMetrics("/metrics", _registry, _access);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _access.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _certificates?.RunAsync(stoppingToken) ?? Task.CompletedTask;

    private ICertificateSource Source(TimeProvider time, ILoggerFactory loggers) => _options.CertificateFolder.Length > 0
        ? FileCertificateSource.InFolder(_options.CertificateFolder)
        : new SelfSignedAuthority(
            new SelfSignedOptions { Names = ["localhost", Environment.MachineName.ToLowerInvariant()], Owner = "gko" },
            client: null, time, loggers.CreateLogger<SelfSignedAuthority>());
}
