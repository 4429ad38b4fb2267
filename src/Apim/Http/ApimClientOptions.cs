using System.Globalization;

namespace Gko.Apim.Http;

/// <summary>How the operator talks HTTP to APIM; one instance serves all contexts.</summary>
public sealed record ApimClientOptions
{
    /// <summary>Seconds until a request that got no complete answer is given up; 0 waits for ever.</summary>
    public int TimeoutSeconds { get; init; } = 5;

    /// <summary>Accepts any server certificate.</summary>
    public bool InsecureSkipCertVerify { get; init; }

    /// <summary>Forward proxy.</summary>
    public ApimProxyOptions Proxy { get; init; } = new();

    /// <summary>A PEM file of certificate authorities trusted besides the system's; read again when it changes.</summary>
    public string? TrustStorePath { get; init; }

    /// <summary>
    /// Chooses another address to connect to for a host and port; null keeps them. Lets cluster-internal names work where
    /// the cluster's DNS does not.
    /// </summary>
    public Func<string, int, (string Host, int Port)?>? ConnectTo { get; init; }

    /// <summary>Connections, and requests in flight, that one context may use.</summary>
    public int MaxConnectionsPerContext { get; init; } = 8;

    /// <summary>Requests in flight over all contexts.</summary>
    public int MaxConcurrentRequests { get; init; } = 32;

    /// <summary>How long a connection is used before it is replaced, so that DNS changes are noticed.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an unused connection stays open.</summary>
    public TimeSpan ConnectionIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a context that nobody uses keeps its state.</summary>
    public TimeSpan ContextIdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>When requests to a broken context stop.</summary>
    public CircuitOptions Circuit { get; init; } = new();

    /// <summary>The longest <c>Retry-After</c> that is obeyed.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The pause after a 429 that names none.</summary>
    public TimeSpan DefaultRetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Reads the <c>HTTP_CLIENT_*</c> variables and the usual ones for proxies; absent and unparseable ones keep their defaults.</summary>
    /// <param name="variable">Looks a variable up by name.</param>
    public static ApimClientOptions FromEnvironment(Func<string, string?> variable)
    {
        bool Flag(string name) => variable(name) == "true";
        string Text(string name) => variable(name) ?? "";
        var trustStore = Text("HTTP_CLIENT_TRUSTSTORE_PATH");
        return new()
        {
            TimeoutSeconds = Number(variable("HTTP_CLIENT_TIMEOUT_SECONDS"), 5),
            InsecureSkipCertVerify = Flag("HTTP_CLIENT_INSECURE_SKIP_CERT_VERIFY"),
            TrustStorePath = trustStore.Length == 0 ? null : trustStore,
            Proxy = new()
            {
                Enabled = Flag("HTTP_CLIENT_PROXY_ENABLED"),
                UseSystem = Flag("HTTP_CLIENT_PROXY_USE_SYSTEM_PROXY"),
                Url = Text("HTTP_CLIENT_PROXY_URL"),
                Username = Text("HTTP_CLIENT_PROXY_USERNAME"),
                Password = Text("HTTP_CLIENT_PROXY_PASSWORD"),
                Variables = ProxyVariables.FromEnvironment(variable),
            },
        };
    }

    private static int Number(string? text, int fallback) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= 0
            ? value
            : fallback;
}
