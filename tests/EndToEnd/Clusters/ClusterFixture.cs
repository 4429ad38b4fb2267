using Gko.DevCluster;
using Gko.DevCluster.Management;
using Gko.Kubernetes.Configuration;
using Gko.Operator.Configuration;
using Gko.Operator.Hosting;
using Gko.Testing.Chaos;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.Clusters;

/// <summary>
/// A Kubernetes API, the Management API and the operator, all over real HTTP and TLS, driven by real kubectl. One per test
/// class; tests keep apart by namespaces and paths of their own.
/// </summary>
public abstract class ClusterFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-e2e-");
    private readonly Dictionary<string, string> _environment = [];
    private Kubectl? _kubectl;
    private DevManagementApi? _management;
    private bool _isManagementShared;
    private OperatorHost? _operator;

    /// <summary>Why the tests cannot run here; null when they can.</summary>
    public abstract string? Unavailable { get; }

    public bool IsStarted => _kubectl is not null;

    public Kubectl Kubectl => _kubectl ?? throw new InvalidOperationException("The cluster is not started.");

    public DevManagementApi Management => _management ?? throw new InvalidOperationException("The cluster is not started.");

    /// <summary>The Management API as a client sees it.</summary>
    public ManagementReader Apim { get; private set; } = null!;

    /// <summary>The administrator's kubeconfig.</summary>
    public string KubeConfig => KubeConfigPath;

    /// <summary>The API server as a proxy reaches it.</summary>
    public abstract ProxyBackend Backend { get; }

    protected abstract string KubeConfigPath { get; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Unavailable is not null || Kubectl.Program is null)
        {
            return;
        }

        await StartApiServerAsync();
        _kubectl = new Kubectl(KubeConfigPath);
        await Kubectl.SucceedAsync(Manifests.Namespace("apim-example"));
        if (!_isManagementShared)
        {
            _management = new DevManagementApi(new DevManagementOptions { Port = 0 }, TimeProvider.System, Logs.Warnings);
            await _management.StartAsync();
        }

        Apim = new ManagementReader(Management.Url);
        await StartOperatorAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopOperatorAsync();
        if (_management is not null && !_isManagementShared)
        {
            await _management.DisposeAsync();
        }

        Apim?.Dispose();
        _kubectl?.Dispose();
        await StopApiServerAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets this cluster use the Management API of another one that is started already. Call before the start.</summary>
    public void ShareManagementOf(ClusterFixture other) => (_management, _isManagementShared) = (other.Management, true);

    /// <summary>Skips the calling test, visibly, where the cluster cannot run.</summary>
    public void RequireOrSkip()
    {
        Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");
        Assert.SkipWhen(Unavailable is not null, Unavailable ?? "");
    }

    /// <summary>Starts the operator, with further environment variables if any.</summary>
    public Task StartOperatorAsync(params (string Name, string Value)[] environment) =>
        StartOperatorAsync(KubeConfigLoader.Load(new KubeConfigOptions { Path = KubeConfigPath }), environment);

    /// <summary>Starts the operator on another way to the API server than the direct one.</summary>
    public async Task StartOperatorAsync(KubeConnection connection, params (string Name, string Value)[] environment)
    {
        _environment.Clear();
        foreach (var (name, value) in environment)
        {
            _environment[name] = value;
        }

        var webhookUrl = new Uri($"https://localhost:{FreePorts.Take(1)[0]}");
        var options = DevOperatorOptions.Create(name => _environment.GetValueOrDefault(name), webhookUrl, Management.Url);
        _operator = OperatorHost.Create(
            options with { Logs = new LogOptions { Level = Microsoft.Extensions.Logging.LogLevel.Warning } }, connection);
        await _operator.StartAsync();
        await _operator.Ready.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async Task StopOperatorAsync()
    {
        if (_operator is not null)
        {
            await _operator.StopAsync();
            await _operator.DisposeAsync();
            _operator = null;
        }
    }

    /// <summary>Makes a namespace for a test, and a context in it that leads to the Management API.</summary>
    public async Task<string> NewNamespaceAsync(string name, bool withContext = true)
    {
        await Kubectl.SucceedAsync(withContext ? [Manifests.Namespace(name), Manifests.Context("apim", name)] : [Manifests.Namespace(name)]);
        return name;
    }

    /// <summary>
    /// Stops the operator, starts it again over what is there, and waits until it has looked at everything. Each pass over an
    /// object that is in sync is to leave no trace.
    /// </summary>
    /// <returns>What the cluster and APIM were like before and after.</returns>
    public async Task<(string Before, string After, IReadOnlyList<JournalEntry> Imports)> RestartAsync(string @namespace)
    {
        var before = await Kubectl.SettleAsync(@namespace);
        await StopOperatorAsync();
        var calls = Management.Journal.Count;
        await StartOperatorAsync();

        // New objects are looked at after those that were there; when both kinds of APIs had their turn, so had the others.
        var marker = await NewNamespaceAsync($"{@namespace}-after");
        (await Kubectl.ApplyAsync(Manifests.Api($"{marker}-v2", marker) + "---\n" + Manifests.ApiV4($"{marker}-v4", marker))).OrThrow();
        await Kubectl.ReadyAsync(marker, Manifests.V2, "--all");
        await Kubectl.ReadyAsync(marker, Manifests.V4, "--all");
        var after = await Kubectl.SettleAsync(@namespace);
        var imports = Management.Imports().Where(import => import.Sequence > calls && !import.Imported().StartsWith(marker, StringComparison.Ordinal));
        return (before, after, [.. imports]);
    }

    /// <summary>A bearer token of a service account, which is made if need be.</summary>
    public async Task<string> CreateTokenAsync(string @namespace, string account)
    {
        (await Kubectl.ApplyAsync($"apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {account}\n  namespace: {@namespace}\n")).OrThrow();
        return await IssueTokenAsync(@namespace, account);
    }

    protected abstract Task<string> IssueTokenAsync(string @namespace, string account);

    protected string FilePath(string name) => Path.Combine(_folder.FullName, name);

    protected abstract Task StartApiServerAsync();

    protected abstract Task StopApiServerAsync();
}
