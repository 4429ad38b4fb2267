using Gko.Apim.Http;

namespace Gko.Operator.Configuration;

/// <summary>All settings of the operator, immutable; the defaults are those of upstream's code, not of its chart.</summary>
public sealed record OperatorOptions
{
    /// <summary>The namespaces to watch (<c>NAMESPACE</c>, comma-separated); empty means the whole cluster.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Apply the CRDs at start and wait until they are established (<c>APPLY_CRDS</c>).</summary>
    public bool ApplyCrds { get; init; }

    /// <summary>Reconcile only while holding the lease (<c>ENABLE_LEADER_ELECTION</c>).</summary>
    public bool LeaderElection { get; init; }

    /// <summary>How fast leadership changes hands.</summary>
    public LeaseOptions Lease { get; init; } = new();

    /// <summary>The namespace of the operator itself, for its lease (<c>POD_NAMESPACE</c>, else that of the connection).</summary>
    public string? PodNamespace { get; init; }

    /// <summary>Port of <c>/healthz</c> and <c>/readyz</c> (<c>PROBES_PORT</c>); 0 turns them off.</summary>
    public int ProbesPort { get; init; } = 8081;

    /// <summary>Answer probes on loopback only; for a process that runs beside its user, not in a pod.</summary>
    public bool ProbesOnLoopback { get; init; }

    /// <summary>Reconciles that may run at once per kind (<c>MAX_CONCURRENT_RECONCILES</c>).</summary>
    public int MaxConcurrentReconciles { get; init; } = 4;

    /// <summary>How long reconciles under way may go on after a stop was asked for.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Sync every object again at start, also when nothing changed (<c>RECONCILE_STRATEGY=always</c>).</summary>
    public bool AlwaysReconcile { get; init; }

    /// <summary>Treat <c>[[ … ]]</c> in specs as templates (<c>ENABLE_TEMPLATING</c>).</summary>
    public bool Templating { get; init; } = true;

    /// <summary>Keep APIs that are templates while Ingresses name them (<c>ENABLE_INGRESS</c>), which takes the right to list Ingresses.</summary>
    public bool Ingresses { get; init; }

    /// <summary>
    /// Judge APIs by ApiGuardrails (<c>ENABLE_GUARDRAILS</c>), which takes a cluster role; null does when the whole cluster is watched.
    /// </summary>
    public bool? Guardrails { get; init; }

    /// <summary>Whether APIs are judged by ApiGuardrails.</summary>
    public bool UsesGuardrails => Guardrails ?? Namespaces.Count == 0;

    public WebhookOptions Webhook { get; init; } = new();

    public MetricsOptions Metrics { get; init; } = new();

    /// <summary>Export to an OpenTelemetry collector (<c>OTEL_*</c>).</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>How APIM is called (<c>HTTP_CLIENT_*</c>).</summary>
    public ApimClientOptions Apim { get; init; } = new();

    public LogOptions Logs { get; init; } = new();

    /// <summary>Settings that were present but could not be used, as sentences for the log.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Reads upstream's environment variables.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be worked with, such as one port for two purposes.</exception>
    public static OperatorOptions FromEnvironment(Func<string, string?> read)
    {
        var reader = new EnvironmentReader(read);
        var options = new OperatorOptions
        {
            Namespaces = reader.List("NAMESPACE"),
            ApplyCrds = reader.Flag("APPLY_CRDS"),
            LeaderElection = reader.Flag("ENABLE_LEADER_ELECTION"),
            Lease = LeaseOptions.From(reader),
            PodNamespace = reader.Text("POD_NAMESPACE") is { Length: > 0 } name ? name : null,
            ProbesPort = reader.Number("PROBES_PORT", 8081, minimum: 0, EnvironmentReader.LastPort),
            MaxConcurrentReconciles = reader.Number("MAX_CONCURRENT_RECONCILES", 4, minimum: 1),
            AlwaysReconcile = reader.OneOf("RECONCILE_STRATEGY", "onSpecChange", "onSpecChange", "always") == "always",
            Templating = reader.Flag("ENABLE_TEMPLATING", fallback: true),
            Ingresses = reader.Flag("ENABLE_INGRESS"),
            Guardrails = reader.Text("ENABLE_GUARDRAILS").Length == 0 ? null : reader.Flag("ENABLE_GUARDRAILS"),
            Webhook = WebhookOptions.From(reader),
            Metrics = MetricsOptions.From(reader),
            Telemetry = TelemetryOptions.From(reader),
            Apim = ApimClientOptions.FromEnvironment(read),
            Logs = LogOptions.From(reader),
        };
        CheckHttpClient(reader, options.Apim);
        CheckPorts(options);
        return options with { Problems = [.. reader.Problems, .. Unsupported(reader)] };
    }

    private static void CheckPorts(OperatorOptions options)
    {
        var ports = new List<(string Variable, int Port)>();
        AddIf(options.ProbesPort > 0, "PROBES_PORT", options.ProbesPort);
        AddIf(options.Webhook.Enabled, "WEBHOOK_SERVICE_PORT", options.Webhook.Port);
        AddIf(options.Metrics.Enabled, "METRICS_PORT", options.Metrics.Port);
        if (ports.GroupBy(one => one.Port).FirstOrDefault(same => same.Count() > 1) is { } clash)
        {
            throw new InvalidOperationException(
                $"{string.Join(" and ", clash.Select(one => one.Variable))} are both {clash.Key}; give each a port of its own.");
        }

        void AddIf(bool used, string variable, int port)
        {
            if (used)
            {
                ports.Add((variable, port));
            }
        }
    }

    // The client reads its variables itself; what it had to ignore is only found out here.
    private static void CheckHttpClient(EnvironmentReader reader, ApimClientOptions used)
    {
        reader.Number("HTTP_CLIENT_TIMEOUT_SECONDS", used.TimeoutSeconds);
        reader.Flag("HTTP_CLIENT_INSECURE_SKIP_CERT_VERIFY");
        reader.Flag("HTTP_CLIENT_PROXY_ENABLED");
        reader.Flag("HTTP_CLIENT_PROXY_USE_SYSTEM_PROXY");
    }

    private static IEnumerable<string> Unsupported(EnvironmentReader reader)
    {
        const string gatewayApi = "ENABLE_GATEWAY_API";
        if (reader.Text(gatewayApi) == "true")
        {
            yield return $"{gatewayApi}=true is ignored: this version of gko does not have that feature yet.";
        }
    }
}
