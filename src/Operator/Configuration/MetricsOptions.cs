namespace Gko.Operator.Configuration;

/// <summary>Whether and how <c>/metrics</c> is served. Callers always need a bearer token that may get that path.</summary>
public sealed record MetricsOptions
{
    /// <summary>Serve the metrics (<c>ENABLE_METRICS</c>).</summary>
    public bool Enabled { get; init; }

    /// <summary>The port to listen on (<c>METRICS_PORT</c>).</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Serve over TLS (<c>SECURE_METRICS</c>).</summary>
    public bool Secure { get; init; }

    /// <summary>Folder with <c>tls.crt</c> and <c>tls.key</c> (<c>METRICS_CERT_DIR</c>); empty for a certificate made at start.</summary>
    public string CertificateFolder { get; init; } = "";

    internal static MetricsOptions From(EnvironmentReader reader) => new()
    {
        Enabled = reader.Flag("ENABLE_METRICS"),
        Port = reader.Number("METRICS_PORT", new MetricsOptions().Port, minimum: 1, EnvironmentReader.LastPort),
        Secure = reader.Flag("SECURE_METRICS"),
        CertificateFolder = reader.Text("METRICS_CERT_DIR"),
    };
}
