using System.Collections.ObjectModel;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.DevCluster.ApiServer;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Crds;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Clusters;
using Gko.Testing.Pods;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Load;

/// <summary>The Kubernetes side of a load run: a real kube-apiserver where its binaries are, else the in-memory one.</summary>
internal sealed class LoadCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-load-");
    private KubeApiServer? _real;
    private DevApiServer? _inMemory;
    private KubeClient? _client;

    public string ServerName => _real is null ? "in memory" : "kube-apiserver";

    public KubeClient Client => _client ?? throw new InvalidOperationException("The cluster is not started.");

    private string KubeConfig => _real?.KubeConfigPath ?? Path.Combine(_folder.FullName, "kubeconfig");

    /// <summary>Starts the server, installs the CRDs and makes the namespace.</summary>
    /// <param name="namespace">Holds the objects of the run.</param>
    /// <param name="inMemory">Whether to take the in-memory server even where the real one could run.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<LoadCluster> StartAsync(string @namespace, bool inMemory, CancellationToken ct)
    {
        var cluster = new LoadCluster();
        await cluster.StartServerAsync(inMemory, ct).ConfigureAwait(false);
        await new CrdInstaller(cluster.Client, FieldManagers.Operator, TimeProvider.System, NullLogger<CrdInstaller>.Instance)
            .InstallAsync(CustomResourceDefinitions.All(), TimeSpan.FromMinutes(1), ct).ConfigureAwait(false);
        await cluster.Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = @namespace } }, null, ct).ConfigureAwait(false);
        return cluster;
    }

    /// <summary>Starts an operator: a <c>gko.dll</c> or a published executable, with further environment variables if any.</summary>
    public ChildProcess StartOperator(string gko, IReadOnlyDictionary<string, string?>? more = null)
    {
        var (program, arguments) = CommandLine(gko, "run");
        return ChildProcess.Start(program, arguments, Environment(KubeConfig, more));
    }

    /// <summary>Starts an operator as its image would; it has to be a published one.</summary>
    public ChildProcess StartConfined(string gko, IReadOnlyDictionary<string, string?> more)
    {
        const string kubeConfig = "/kube/config";
        var image = ImageConfig.OfRepository();
        var identity = new PodIdentity { User = image.User, Group = image.Group, ReadOnlyRoot = true, NoNewPrivileges = true, DropsCapabilities = true };
        BindMount[] authority = _real is null ? [] : [new(_real.CertificatePath, "/kube/certs/apiserver.crt")];
        var environment = Environment(kubeConfig, more).Concat(image.Environment.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)))
            .ToDictionary(one => one.Key, one => one.Value ?? "");
        return Confinement.Start(
            image.Entrypoint, identity, [new BindMount(gko, image.Program), new BindMount(KubeConfig, kubeConfig), .. authority], environment);
    }

    /// <summary>How a verb of an operator is called.</summary>
    public static (string Program, string[] Arguments) CommandLine(string gko, string verb) =>
        gko.EndsWith(".dll", StringComparison.Ordinal) ? ("dotnet", [gko, verb]) : (gko, [verb]);

    /// <summary>Does something so many times, several at once.</summary>
    public static Task TimesAsync(int count, Func<int, CancellationToken, Task> act, CancellationToken ct) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct },
        async (index, token) => await act(index, token).ConfigureAwait(false));

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        foreach (var server in new IAsyncDisposable?[] { _real, _inMemory })
        {
            if (server is not null)
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }
        }

        _folder.Delete(recursive: true);
    }

    private static Dictionary<string, string?> Environment(string kubeConfig, IReadOnlyDictionary<string, string?>? more)
    {
        var environment = new Dictionary<string, string?> { ["PROBES_PORT"] = "0", ["LOGS_LEVEL"] = "info" };
        foreach (var (name, value) in more ?? ReadOnlyDictionary<string, string?>.Empty)
        {
            environment[name] = value;
        }

        environment["KUBECONFIG"] = kubeConfig;
        return environment;
    }

    private async Task StartServerAsync(bool inMemory, CancellationToken ct)
    {
        if (KubeApiServer.Assets is not null && !inMemory)
        {
            _real = await KubeApiServer.StartAsync().ConfigureAwait(false);
        }
        else
        {
            _inMemory = new DevApiServer(new DevApiServerOptions(), TimeProvider.System, NullLoggerFactory.Instance);
            await _inMemory.StartAsync(ct).ConfigureAwait(false);
            await File.WriteAllTextAsync(KubeConfig, _inMemory.KubeConfig, ct).ConfigureAwait(false);
        }

        var connection = KubeConfigLoader.Load(new KubeConfigOptions { Path = KubeConfig });
        _client = new KubeClient(connection, TimeProvider.System, NullLogger<KubeClient>.Instance);
    }
}
