using System.Security.Authentication;
using System.Text;
using Gko.DevCluster;
using Gko.EndToEnd.Clusters;
using Gko.Kubernetes.Admission.Registration;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Operator.Configuration;
using Gko.Operator.Hosting;
using Gko.Testing;
using Gko.Testing.Clusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.EndToEnd.Webhooks;

/// <summary>
/// Replicas of the operator that serve webhooks as in a pod: with one Secret, and with configurations in which they change no more
/// than the trusted certificates. There is no Service here that could choose one of them, so each request is asked of all.
/// </summary>
internal sealed class WebhookReplicas : IAsyncDisposable
{
    /// <summary>Hours become seconds.</summary>
    public static CertificateSchedule Quick { get; } = new()
    {
        Poll = TimeSpan.FromSeconds(0.3), Check = TimeSpan.FromSeconds(0.5), Settle = TimeSpan.FromSeconds(0.5), Overlap = TimeSpan.FromSeconds(1.5),
    };

    private static readonly ObjectKey Validating = new(null, "gko-validating-webhook-configurations");
    private static readonly ObjectKey Mutating = new(null, "gko-mutating-webhook-configurations");

    private readonly ClusterFixture _cluster;
    private readonly TimeProvider _clock;
    private readonly OperatorHost?[] _hosts;
    private readonly KubeConnection _connection;
    private readonly KubeClient _client;
    private readonly WebhookOptions _options;

    private WebhookReplicas(ClusterFixture cluster, int count, WebhookOptions options, TimeProvider clock)
    {
        _cluster = cluster;
        _clock = clock;
        _options = options;
        _hosts = new OperatorHost?[count];
        _connection = KubeConfigLoader.Load(new KubeConfigOptions { Path = cluster.KubeConfig });
        _client = new KubeClient(_connection, TimeProvider.System, NullLogger<KubeClient>.Instance);
        Ports = FreePorts.Take(count);
    }

    /// <summary>Where each replica listens.</summary>
    public int[] Ports { get; }

    public string Namespace => _options.Namespace;

    /// <summary>What a certificate of theirs must be valid for: what they are called here, and what they think their Service is.</summary>
    public string[] Names => ["localhost", $"localhost.{Namespace}", $"localhost.{Namespace}.svc", $"localhost.{Namespace}.svc.cluster.local"];

    private ObjectKey SecretKey => new(Namespace, _options.CertificateSecretName);

    /// <summary>Takes the place of the operator that runs already; what is in the Secret is up to the caller.</summary>
    public static async Task<WebhookReplicas> PrepareAsync(
        ClusterFixture cluster, string @namespace, int count, WebhookCertificateMode mode, TimeProvider? clock = null, string folder = "")
    {
        cluster.RequireOrSkip();
        await cluster.StopOperatorAsync();
        await cluster.NewNamespaceAsync(@namespace, withContext: false);
        var options = new WebhookOptions
        {
            Enabled = true,
            Namespace = @namespace,
            ServiceName = "localhost",
            CertificateMode = mode,
            CertificateSecretName = mode is WebhookCertificateMode.Files ? "" : "gko-webhook-cert",
            CertificateFolder = folder,
            CertificateSchedule = Quick,
        };
        var replicas = new WebhookReplicas(cluster, count, options, clock ?? TimeProvider.System);
        await cluster.Kubectl.SucceedAsync(replicas.Configuration("Validating", "CREATE"), replicas.Configuration("Mutating", "UPDATE"));
        return replicas;
    }

    /// <summary>Starts those that do not run and waits until the API server reaches them.</summary>
    public async Task StartAsync()
    {
        for (var index = 0; index < _hosts.Length; index++)
        {
            _hosts[index] ??= await StartAsync(Ports[index]);
        }

        await Task.WhenAll(_hosts.Select(host => host!.Ready.WaitAsync(TimeSpan.FromSeconds(60))));
        await Eventually.TrueAsync(
            async () => (await _cluster.Kubectl.TryAsync(Manifests.Api("first", Namespace, context: null), "create", "--dry-run=server", "-f", "-")).ExitCode == 0,
            "the API server asks the webhooks");
    }

    /// <summary>Waits until every replica is sure to have looked for another certificate.</summary>
    public static async Task LookAsync()
    {
        using var poll = new PeriodicTimer(Quick.Poll * 1.5);
        await poll.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The authorities that every webhook's callers trust, as PEM.</summary>
    public async Task<string> CaBundleAsync()
    {
        var validating = (await _client.GetAsync<ValidatingWebhookConfiguration>(Validating)).Webhooks!;
        return Encoding.UTF8.GetString(validating[0].ClientConfig!.CaBundle ?? []);
    }

    /// <summary>Sets what callers trust, as cert-manager's injector does.</summary>
    public Task InjectAsync(string authorities) => new WebhookRegistrar(_client, "injector", NullLogger<WebhookRegistrar>.Instance)
        .PatchCaBundleAsync(Validating.Name, Mutating.Name, authorities, keepTrusted: false, default);

    /// <summary>An entry of the Secret; null when there is none.</summary>
    public async Task<string?> EntryAsync(string name) =>
        (await _client.FindAsync<Secret>(SecretKey))?.Data?.GetValueOrDefault(name) is { } value ? Encoding.UTF8.GetString(value) : null;

    /// <summary>Writes the whole Secret, whoever had it before.</summary>
    public async Task PutSecretAsync(params (string Name, string Value)[] entries)
    {
        var secret = new Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = new ObjectMeta { Name = SecretKey.Name, Namespace = SecretKey.Namespace },
            Data = entries.ToDictionary(entry => entry.Name, entry => Encoding.UTF8.GetBytes(entry.Value)),
        };
        if (await _client.FindAsync<Secret>(SecretKey) is null)
        {
            await _client.CreateAsync(secret);
        }
        else
        {
            await _client.ReplaceAsync(secret);
        }
    }

    /// <summary>Waits until every replica shows the certificate to whoever trusts the authorities.</summary>
    public Task ServeAsync(string certificate, string authorities) => Eventually.TrueAsync(
        async () => (await Task.WhenAll(Ports.Select(port => ShownAsync(port, authorities)))).All(shown => shown?.Trim() == certificate.Trim()),
        "all replicas serve the certificate");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            if (host is not null)
            {
                await host.StopAsync();
                await host.DisposeAsync();
            }
        }

        _client.Dispose();
        await _cluster.Kubectl.RunAsync("delete", "validatingwebhookconfiguration", Validating.Name);
        await _cluster.Kubectl.RunAsync("delete", "mutatingwebhookconfiguration", Mutating.Name);
    }

    private static async Task<string?> ShownAsync(int port, string authorities)
    {
        try
        {
            return await TrustObserver.HandshakeAsync(port, authorities);
        }
        catch (AuthenticationException)
        {
            // Still another authority's.
            return null;
        }
    }

    private async Task<OperatorHost> StartAsync(int port)
    {
        var options = DevOperatorOptions.Create(_ => null, new Uri($"https://localhost:{port}"), _cluster.Management.Url) with
        {
            ApplyCrds = false,
            LeaderElection = _hosts.Length > 1,
            PodNamespace = Namespace,
            Logs = new LogOptions { Level = Microsoft.Extensions.Logging.LogLevel.Error },
        };
        var host = OperatorHost.Create(options with { Webhook = _options with { Port = port } }, _connection, _clock);
        await host.StartAsync();
        return host;
    }

    private string Configuration(string type, string operation)
    {
        var verb = type.Replace("ing", "e", StringComparison.Ordinal).ToLowerInvariant();
        var webhooks = Ports.Select((port, index) =>
            $$"""
            - name: replica-{{index}}.demo.io
              sideEffects: None
              admissionReviewVersions: [v1]
              failurePolicy: Fail
              clientConfig: {url: "https://localhost:{{port}}/{{verb}}-gravitee-io-v1alpha1-apidefinition"}
              rules: [{apiGroups: [gravitee.io], apiVersions: [v1alpha1], resources: [apidefinitions], operations: [{{operation}}]}]
            """);
        return $"""
            apiVersion: admissionregistration.k8s.io/v1
            kind: {type}WebhookConfiguration
            metadata:
              name: gko-{type.ToLowerInvariant()}-webhook-configurations
            webhooks:
            {string.Join('\n', webhooks)}

            """;
    }
}
