using System.Security.Cryptography;

namespace Gko.Testing.Clusters;

/// <summary>
/// A private etcd and kube-apiserver (test ring 4), from the folder that <c>KUBEBUILDER_ASSETS</c> names or from envtest's
/// default. No controller manager and no kubelet: owner references are not collected and pods do not run.
/// </summary>
public sealed class KubeApiServer : IAsyncDisposable
{
    /// <summary>The bearer token of a member of <c>system:masters</c>.</summary>
    public const string Token = "ring4-admin";

    private readonly string _folder;
    private readonly KubeApiServerOptions _options;
    private readonly int _etcdPort;
    private readonly int _port;
    private ChildProcess? _etcd;
    private ChildProcess? _server;

    private KubeApiServer(string folder, KubeApiServerOptions options, int[] ports)
    {
        _folder = folder;
        _options = options;
        Audit = new AuditLog(Path.Combine(folder, "audit.log"));
        _etcdPort = ports[0];
        PeerPort = ports[1];
        _port = ports[2];
    }

    private int PeerPort { get; }

    /// <summary>Where the binaries are, or null when ring 4 cannot run here.</summary>
    public static string? Assets
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") is { Length: > 0 } configured
                ? configured
                : "/usr/local/kubebuilder/bin";
            return File.Exists(Path.Combine(folder, "kube-apiserver")) && File.Exists(Path.Combine(folder, "etcd")) ? folder : null;
        }
    }

    public Uri Url => new($"https://127.0.0.1:{_port}");

    /// <summary>Where clients of etcd connect.</summary>
    public Uri Etcd => new($"http://127.0.0.1:{_etcdPort}");

    /// <summary>What either process printed last if it ended by itself; null while both run.</summary>
    public string? LastWords =>
        _server is { HasExited: true } ? Tail("kube-apiserver", _server)
        : _etcd is { HasExited: true } ? Tail("etcd", _etcd)
        : null;

    /// <summary>A kubeconfig for a member of <c>system:masters</c>.</summary>
    public string KubeConfigPath => Path.Combine(_folder, "kubeconfig");

    /// <summary>The certificate that it shows, which is its own authority.</summary>
    public string CertificatePath => Path.Combine(CertificateFolder, "apiserver.crt");

    /// <summary>What service accounts have asked for; empty unless the options say otherwise.</summary>
    public AuditLog Audit { get; }

    /// <summary>Starts both processes and waits until the API server is ready; <see cref="Assets"/> must not be null.</summary>
    public static async Task<KubeApiServer> StartAsync(KubeApiServerOptions? options = null)
    {
        var server = new KubeApiServer(Directory.CreateTempSubdirectory("gko-ring4-").FullName, options ?? new KubeApiServerOptions(), FreePorts.Take(3));
        try
        {
            server.WriteFiles();
            await server.StartProcessesAsync(Assets ?? throw new InvalidOperationException("There are no ring 4 binaries here."));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>Kills both processes, as a power cut does.</summary>
    public async Task KillAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_etcd?.DisposeAsync() ?? ValueTask.CompletedTask);
        (_server, _etcd) = (null, null);
    }

    /// <summary>Starts again after <see cref="KillAsync"/>, at the same address and with the same certificates.</summary>
    /// <param name="keepState">Whether what was stored is still there; without it, resource versions begin anew, too.</param>
    public async Task StartAgainAsync(bool keepState)
    {
        if (!keepState)
        {
            Directory.Delete(DataFolder, recursive: true);
        }

        await StartProcessesAsync(Assets!);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartProcessesAsync(string assets)
    {
        var client = Etcd.GetLeftPart(UriPartial.Authority);
        var peer = $"http://127.0.0.1:{PeerPort}";
        _etcd = ChildProcess.Start(Path.Combine(assets, "etcd"),
        [
            "--data-dir", DataFolder, "--unsafe-no-fsync",
            "--listen-client-urls", client, "--advertise-client-urls", client,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", $"default={peer}",
        ]);
        _server = ChildProcess.Start(Path.Combine(assets, "kube-apiserver"),
        [
            $"--etcd-servers={client}", $"--secure-port={_port}", "--bind-address=127.0.0.1",
            $"--cert-dir={CertificateFolder}", "--service-cluster-ip-range=10.0.0.0/24",
            "--service-account-issuer=https://ring4.test", $"--service-account-signing-key-file={KeyPath}",
            $"--service-account-key-file={KeyPath}", $"--token-auth-file={Path.Combine(_folder, "tokens.csv")}",
            "--authorization-mode=RBAC", "--disable-admission-plugins=ServiceAccount",
            .. MoreArguments(),
        ]);
        await WaitUntilReadyAsync();
    }

    private string CertificateFolder => Path.Combine(_folder, "certs");

    private string PolicyPath => Path.Combine(_folder, "audit.yaml");

    private static string Tail(string name, ChildProcess process) =>
        $"{name} ended by itself:\n{string.Join('\n', process.Output.Split('\n').TakeLast(40))}";

    private string DataFolder => Path.Combine(_folder, "etcd");

    private string KeyPath => Path.Combine(_folder, "service-account.key");

    private IEnumerable<string> MoreArguments() =>
    [
        .. _options.RoutesServices ? ["--enable-aggregator-routing=true"] : Array.Empty<string>(),
        .. _options.Audits ? [$"--audit-policy-file={PolicyPath}", $"--audit-log-path={Path.Combine(_folder, "audit.log")}"] : Array.Empty<string>(),
    ];

    private void WriteFiles()
    {
        File.WriteAllText(PolicyPath, AuditLog.Policy);
        using var key = RSA.Create(2048);
        File.WriteAllText(KeyPath, key.ExportRSAPrivateKeyPem());
        File.WriteAllText(Path.Combine(_folder, "tokens.csv"), $"{Token},admin,admin,\"system:masters\"\n");
        File.WriteAllText(KubeConfigPath,
            $"""
            apiVersion: v1
            kind: Config
            current-context: ring4
            contexts:
            - name: ring4
              context: {"{"}cluster: ring4, user: admin{"}"}
            clusters:
            - name: ring4
              cluster:
                server: {Url}
                certificate-authority: certs/apiserver.crt
            users:
            - name: admin
              user:
                token: {Token}
            """);
    }

    private async Task WaitUntilReadyAsync()
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler) { BaseAddress = Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while (DateTime.UtcNow < deadline && !_server!.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet; the deadline below decides.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"kube-apiserver did not become ready.\n{_server!.Output}\n--- etcd\n{_etcd!.Output}");
    }
}
