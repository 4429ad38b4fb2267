using System.Diagnostics.Metrics;
using Gko.Apim.Telemetry;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Metrics;
using Gko.Operator.Configuration;

namespace Gko.Operator.Metrics;

/// <summary>All that this process counts and measures, on one meter. Where nobody reads it, measuring costs next to nothing.</summary>
internal sealed class OperatorMetrics : IDisposable
{
    /// <summary>What a collector of metrics has to listen to.</summary>
    public const string MeterName = "Gko";

    public OperatorMetrics(OperatorOptions options, IMeterFactory meters, TimeProvider time, ILoggerFactory loggers)
    {
        Meter = meters.Create(MeterName);

        // First, so that it sees the zeros that the others begin with.
        Registry = options.Metrics.Enabled ? new MetricRegistry(Meter, loggers.CreateLogger<MetricRegistry>()) : null;
        Controllers = new ControllerMetrics(Meter, time);
        Admission = new AdmissionMetrics(Meter, time);
        RestClient = new RestClientMetrics(Meter);
        LeaderElection = new LeaderElectionMetrics(Meter);
        Certificates = new CertificateMetrics(Meter);
        Apim = new ApimMetrics(Meter);
        Guardrails = new GuardrailMetrics(Meter);
        Objects = new ObjectMetrics(Meter, time, () => !options.LeaderElection || LeaderElection.Leads);
        _ = new ProcessMetrics(Meter);
        _ = new RuntimeMetrics(Meter);
        var version = new KeyValuePair<string, object?>("version", typeof(OperatorMetrics).Assembly.GetName().Version?.ToString(3));
        Meter.CreateObservableGauge("gko_build_info", () => new Measurement<int>(1, version), description: "The version of gko.");
    }

    public Meter Meter { get; }

    /// <summary>What <c>/metrics</c> shows; null when that is off.</summary>
    public MetricRegistry? Registry { get; }

    public ControllerMetrics Controllers { get; }

    public AdmissionMetrics Admission { get; }

    public RestClientMetrics RestClient { get; }

    public LeaderElectionMetrics LeaderElection { get; }

    public CertificateMetrics Certificates { get; }

    public ApimMetrics Apim { get; }

    public ObjectMetrics Objects { get; }

    public GuardrailMetrics Guardrails { get; }

    /// <inheritdoc/>
    public void Dispose() => Registry?.Dispose();
}
