using System.Diagnostics;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.DevCluster.ApiServer;
using Gko.DevCluster.Management;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Crds;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Clusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Load;

/// <summary>
/// Many APIs in a cluster, and an operator that starts: against a real kube-apiserver where its binaries are, else against the
/// in-memory one.
/// </summary>
internal sealed class ColdSync : IAsyncDisposable
{
    private const string Namespace = "load";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly DevManagementApi _management = new(new DevManagementOptions { JournalCapacity = 100_000 });
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-load-");
    private KubeApiServer? _real;
    private DevApiServer? _inMemory;
    private KubeClient? _client;
    private int _apis;

    public string ServerName => _real is null ? "in memory" : "kube-apiserver";

    private string KubeConfig => _real?.KubeConfigPath ?? Path.Combine(_folder.FullName, "kubeconfig");

    /// <summary>Starts the servers and stores the context and the APIs.</summary>
    public static async Task<ColdSync> PrepareAsync(int apis, TimeSpan delay, CancellationToken ct)
    {
        var run = new ColdSync { _apis = apis };
        await run._management.StartAsync(ct).ConfigureAwait(false);
        if (delay > TimeSpan.Zero)
        {
            run._management.Faults.Add(new Fault { Method = "PUT", Delay = delay });
        }

        await run.StartApiServerAsync(ct).ConfigureAwait(false);
        await run.StoreAsync(ct).ConfigureAwait(false);
        return run;
    }

    /// <summary>Runs the operator until every API is ready and APIM saw the expected imports, then kills it.</summary>
    public async Task<Measurement> MeasureAsync(string gko, int expectedImports, CancellationToken ct)
    {
        var before = _management.Journal.Count;
        var started = DateTimeOffset.UtcNow;
        var watch = Stopwatch.StartNew();
        await using var child = StartOperator(gko);
        await child.WaitForLineAsync(line => line.Contains("gko is ready", StringComparison.Ordinal), TimeSpan.FromMinutes(1)).ConfigureAwait(false);
        // Asking the API server costs it time that the operator would have; so it is asked only when APIM has seen enough.
        while (_management.Journal.Count - before < expectedImports || Imports(before).Count < expectedImports
            || await CountReadyAsync(ct).ConfigureAwait(false) < _apis)
        {
            await Task.Delay(Poll, ct).ConfigureAwait(false);
        }

        var elapsed = watch.Elapsed;
        using var process = Process.GetProcessById(child.Id);
        var imports = Imports(before);
        return new Measurement(
            imports.Count == 0 ? null : imports.Max(call => call.At) - started,
            elapsed, process.TotalProcessorTime, process.PeakWorkingSet64, imports.Count, imports.Select(call => call.ConnectionId).Distinct().Count());
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _management.DisposeAsync().ConfigureAwait(false);
        foreach (var server in new IAsyncDisposable?[] { _real, _inMemory })
        {
            if (server is not null)
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }
        }

        _folder.Delete(recursive: true);
    }

    private async Task StartApiServerAsync(CancellationToken ct)
    {
        if (KubeApiServer.Assets is not null)
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

    private async Task StoreAsync(CancellationToken ct)
    {
        await new CrdInstaller(_client!, FieldManagers.Operator, TimeProvider.System, NullLogger<CrdInstaller>.Instance)
            .InstallAsync(CustomResourceDefinitions.All(), TimeSpan.FromMinutes(1), ct).ConfigureAwait(false);
        await _client!.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = Namespace } }, null, ct).ConfigureAwait(false);
        await _client.CreateAsync(LoadObjects.Context(Namespace, _management.Url), null, ct).ConfigureAwait(false);
        await Parallel.ForAsync(0, _apis, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (index, token) =>
            await _client.CreateAsync(LoadObjects.Api(Namespace, index), null, token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private ChildProcess StartOperator(string gko)
    {
        var environment = new Dictionary<string, string?> { ["KUBECONFIG"] = KubeConfig, ["PROBES_PORT"] = "0", ["LOGS_LEVEL"] = "info" };
        return gko.EndsWith(".dll", StringComparison.Ordinal)
            ? ChildProcess.Start("dotnet", [gko, "run"], environment)
            : ChildProcess.Start(gko, ["run"], environment);
    }

    private List<JournalEntry> Imports(long since) =>
        [.. _management.Journal.Since(since).Where(call => call.Method == "PUT" && call.Status == 200)];

    private async Task<int> CountReadyAsync(CancellationToken ct)
    {
        var ready = 0;
        await foreach (var api in _client!.ListAsync<ApiDefinition>(Namespace, null, ct).ConfigureAwait(false))
        {
            ready += Conditions.IsTrue(api.Status?.Conditions, ConditionTypes.Ready) ? 1 : 0;
        }

        return ready;
    }
}
