using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gko.Contracts;
using Gko.DevCluster.ApiServer;
using Gko.DevCluster.Management;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Crds;
using Gko.Kubernetes.Model;
using Gko.Operator.Configuration;
using Gko.Operator.Hosting;
using Gko.Testing.Clusters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Hosting;

/// <summary>Ring 2: the whole operator over real HTTP and TLS, with an API server and an APIM in memory that can be taken away.</summary>
internal sealed class HostedOperator : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-hosting-");
    private readonly int[] _ports = FreePorts.Take(2);
    private readonly HttpClient _http = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
    private OperatorHost? _host;

    private HostedOperator()
    {
    }

    public DevApiServer Server { get; } = new(new DevApiServerOptions { Port = 0 }, TimeProvider.System, NullLoggerFactory.Instance);

    public DevManagementApi Apim { get; } = new(new DevManagementOptions { Port = 0 }, TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>The cluster as an administrator sees it.</summary>
    public KubeClient Client { get; private set; } = null!;

    public OperatorHost Host => _host ?? throw new InvalidOperationException("The operator was not started.");

    public Uri Probes => new($"http://127.0.0.1:{_ports[0]}");

    public Uri Webhooks => new($"https://localhost:{_ports[1]}");

    /// <summary>Where the webhooks' certificate is expected.</summary>
    public string CertificateFolder => _folder.FullName;

    private KubeConnection Connection => KubeConfigLoader.Load(new KubeConfigOptions { Path = Path.Combine(_folder.FullName, "kubeconfig") });

    /// <summary>Starts the surroundings, with the CRDs in place, but not yet the operator.</summary>
    public static async Task<HostedOperator> PrepareAsync()
    {
        var prepared = new HostedOperator();
        await prepared.Server.StartAsync();
        await prepared.Apim.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(prepared._folder.FullName, "kubeconfig"), prepared.Server.KubeConfig);
        prepared.Client = new KubeClient(prepared.Connection, TimeProvider.System, NullLogger<KubeClient>.Instance);
        await new CrdInstaller(prepared.Client, "test", TimeProvider.System, NullLogger<CrdInstaller>.Instance)
            .InstallAsync(CustomResourceDefinitions.All(), Patience, CancellationToken.None);
        return prepared;
    }

    /// <summary>Starts the operator, without waiting until it is ready.</summary>
    public Task StartAsync(Func<OperatorOptions, OperatorOptions>? change = null)
    {
        var options = new OperatorOptions
        {
            ProbesPort = _ports[0],
            ProbesOnLoopback = true,
            Webhook = new WebhookOptions { Enabled = true, Port = _ports[1], CertificateFolder = CertificateFolder },
            Logs = new LogOptions { Level = LogLevel.None },
        };
        _host = OperatorHost.Create(change?.Invoke(options) ?? options, Connection);
        return _host.StartAsync();
    }

    public Task ReadyAsync() => Host.Ready.WaitAsync(Patience);

    /// <summary>Puts a certificate where the operator looks for it.</summary>
    public void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(CertificateFolder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(CertificateFolder, "tls.crt"), certificate.ExportCertificatePem());
    }

    /// <summary>What a probe or any other client gets.</summary>
    public async Task<(HttpStatusCode Status, string Text)> GetAsync(Uri server, string path, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, path));
        request.Headers.Host = host;
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<(HttpStatusCode Status, string Text)> ProbeAsync(string path) => GetAsync(Probes, path);

    /// <summary>Whether the webhooks answer a review.</summary>
    public async Task<HttpStatusCode> ReviewAsync(string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Webhooks, "/validate-gravitee-io-v1alpha1-managementcontext"))
        {
            Content = new StringContent(
                """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1","operation":"DELETE","namespace":"default","name":"x","userInfo":{}}}""",
                System.Text.Encoding.UTF8,
                "application/json"),
        };
        request.Headers.Host = host;
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>Stores an API and a context that leads to the APIM.</summary>
    public async Task<ObjectKey> CreateApiAsync(string name = "api")
    {
        await Client.CreateAsync(AContext().With(spec =>
        {
            spec.BaseUrl = Apim.Url.ToString();
            spec.OrganizationId = "DEFAULT";
            spec.EnvironmentId = "DEFAULT";
            spec.Auth = new Auth { BearerToken = DevManagementApi.DefaultToken };
        }).Build());
        var api = AnApi(name).With(spec => spec.Description = "An API of a test").Build();
        await Client.CreateAsync(api);
        return ObjectKey.Of(api);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        _http.Dispose();
        Client?.Dispose();
        await Server.DisposeAsync();
        await Apim.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
