using Gko.Webhooks;

namespace Gko.Operator.Configuration;

/// <summary>How the admission webhooks are served, and which certificate they show.</summary>
public sealed record WebhookOptions
{
    private readonly WebhookCertificateMode? _certificateMode;

    /// <summary>Serve the webhooks (<c>ENABLE_WEBHOOK</c>; implied by <see cref="Url"/>).</summary>
    public bool Enabled { get; init; }

    /// <summary>
    /// Where the API server reaches this process when it runs outside a cluster (<c>WEBHOOK_URL</c>). The operator then makes
    /// its own certificate and registers the webhook configurations with this address.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>The port to listen on (<c>WEBHOOK_SERVICE_PORT</c>, else that of <see cref="Url"/>).</summary>
    public int Port { get; init; } = 9443;

    /// <summary>Namespace of the webhook's Service (<c>WEBHOOK_NAMESPACE</c>).</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Name of the webhook's Service (<c>WEBHOOK_SERVICE_NAME</c>).</summary>
    public string ServiceName { get; init; } = "";

    /// <summary>
    /// Where the certificate comes from (<c>WEBHOOK_CERT_MODE</c>). Unless it is said, the operator makes its own when it has a
    /// Secret for it or runs outside a cluster, and otherwise reads files.
    /// </summary>
    public WebhookCertificateMode CertificateMode
    {
        get => _certificateMode ?? (Url is not null || CertificateSecretName.Length > 0 ? WebhookCertificateMode.SelfSigned : WebhookCertificateMode.Files);
        init => _certificateMode = value;
    }

    /// <summary>Secret in <see cref="Namespace"/> that keeps the certificate (<c>WEBHOOK_CERT_SECRET_NAME</c>); empty for none.</summary>
    public string CertificateSecretName { get; init; } = "";

    /// <summary>Folder with <c>tls.crt</c> and <c>tls.key</c> made by others, such as cert-manager (<c>WEBHOOK_CERT_DIR</c>).</summary>
    public string CertificateFolder { get; init; } = Path.Combine(Path.GetTempPath(), "k8s-webhook-server", "serving-certs");

    /// <summary>The configuration that gets the CA bundle, or is registered (<c>WEBHOOK_VALIDATING_CONFIGURATION_NAME</c>).</summary>
    public string ValidatingConfigurationName { get; init; } = "gko-validating-webhook-configurations";

    /// <summary>The configuration that gets the CA bundle, or is registered (<c>WEBHOOK_MUTATING_CONFIGURATION_NAME</c>).</summary>
    public string MutatingConfigurationName { get; init; } = "gko-mutating-webhook-configurations";

    /// <summary>
    /// How long at least the webhooks answer after a stop was asked for, because the API server still calls for a while
    /// (<c>WEBHOOK_SERVE_AFTER_STOP_SECONDS</c>). Nobody calls after registered ones were removed, as with <see cref="Url"/>.
    /// </summary>
    public TimeSpan ServeAfterStop { get; init; }

    /// <summary>How fast the certificate changes, and who trusts it.</summary>
    public CertificateSchedule CertificateSchedule { get; init; } = new();

    /// <summary>What admission refuses and what it only warns of.</summary>
    public AdmissionPolicy Policy { get; init; } = new();

    internal static WebhookOptions From(EnvironmentReader reader)
    {
        var defaults = new WebhookOptions();
        var text = reader.Text("WEBHOOK_URL");
        var url = text.Length == 0 ? null : ParseUrl(text);
        var enabled = reader.Flag("ENABLE_WEBHOOK", fallback: url is not null);
        var options = new WebhookOptions
        {
            Url = url,
            Enabled = enabled,
            ServeAfterStop = TimeSpan.FromSeconds(reader.Number("WEBHOOK_SERVE_AFTER_STOP_SECONDS", enabled && url is null ? 5 : 0)),
            Port = reader.Number("WEBHOOK_SERVICE_PORT", url?.Port ?? defaults.Port, minimum: 1, EnvironmentReader.LastPort),
            Namespace = reader.Text("WEBHOOK_NAMESPACE"),
            ServiceName = reader.Text("WEBHOOK_SERVICE_NAME"),
            CertificateSecretName = reader.Text("WEBHOOK_CERT_SECRET_NAME"),
            CertificateFolder = reader.Text("WEBHOOK_CERT_DIR", defaults.CertificateFolder),
            ValidatingConfigurationName =
                reader.Text("WEBHOOK_VALIDATING_CONFIGURATION_NAME", defaults.ValidatingConfigurationName),
            MutatingConfigurationName = reader.Text("WEBHOOK_MUTATING_CONFIGURATION_NAME", defaults.MutatingConfigurationName),
            Policy = new AdmissionPolicy
            {
                OnApimUnavailable = reader.Choice("WEBHOOK_ON_APIM_UNAVAILABLE", ApimUnavailablePolicy.Warn),
                CrossNamespaceReferences = reader.Choice("WEBHOOK_CROSS_NAMESPACE_REFERENCES", CrossNamespacePolicy.Warn),
                HridCollisions = reader.Choice("WEBHOOK_HRID_COLLISIONS", CollisionPolicy.Deny),
                Strict = reader.SomeOf("WEBHOOK_STRICT", [.. CheckIds.All, "all"]),
                PathConflictsInCluster = reader.Flag("CHECK_API_CONTEXT_PATH_CONFLICT_IN_CLUSTER"),
            },
        };
        return WithMode(options, reader.OneOf("WEBHOOK_CERT_MODE", "", "files", "selfSigned", "certManager", "existingSecret"));
    }

    private static WebhookOptions WithMode(WebhookOptions options, string mode)
    {
        if (mode.Length == 0)
        {
            return options;
        }

        var said = options with { CertificateMode = Enum.Parse<WebhookCertificateMode>(mode, ignoreCase: true) };
        if (said.Url is not null && said.CertificateMode is WebhookCertificateMode.Files or WebhookCertificateMode.CertManager)
        {
            throw new InvalidOperationException(
                $"WEBHOOK_CERT_MODE={mode} does not go with WEBHOOK_URL, under which the operator registers the webhooks itself and must know whom to trust; use selfSigned or existingSecret.");
        }

        var needsSecret = said.CertificateMode is not WebhookCertificateMode.Files
            && (said.Url is null || said.CertificateMode is WebhookCertificateMode.ExistingSecret);
        return needsSecret && (said.CertificateSecretName.Length == 0 || said.Namespace.Length == 0)
            ? throw new InvalidOperationException($"WEBHOOK_CERT_MODE={mode} needs WEBHOOK_CERT_SECRET_NAME and WEBHOOK_NAMESPACE.")
            : said;
    }

    private static Uri ParseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
            ? url
            : throw new InvalidOperationException(
                $"WEBHOOK_URL=\"{text}\" is not an https URL. The API server calls webhooks over TLS only; use, for example, https://localhost:9443.");
}
