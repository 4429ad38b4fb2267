using System.Diagnostics;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.DevCluster.Management;
using Gko.Kubernetes.Model;

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
    private LoadCluster? _cluster;
    private int _apis;

    public string ServerName => _cluster!.ServerName;

    /// <summary>Starts the servers and stores the context and the APIs.</summary>
    public static async Task<ColdSync> PrepareAsync(int apis, TimeSpan delay, CancellationToken ct)
    {
        var run = new ColdSync { _apis = apis };
        await run._management.StartAsync(ct).ConfigureAwait(false);
        if (delay > TimeSpan.Zero)
        {
            run._management.Faults.Add(new Fault { Method = "PUT", Delay = delay });
        }

        run._cluster = await LoadCluster.StartAsync(Namespace, inMemory: false, ct).ConfigureAwait(false);
        await run._cluster.Client.CreateAsync(LoadObjects.Context(Namespace, run._management.Url), null, ct).ConfigureAwait(false);
        await LoadCluster.TimesAsync(
            apis, (index, token) => run._cluster.Client.CreateAsync(LoadObjects.Api(Namespace, index), null, token), ct).ConfigureAwait(false);
        return run;
    }

    /// <summary>Runs the operator until every API is ready and APIM saw the expected imports, then kills it.</summary>
    public async Task<Measurement> MeasureAsync(string gko, int expectedImports, CancellationToken ct)
    {
        var before = _management.Journal.Count;
        var started = DateTimeOffset.UtcNow;
        var watch = Stopwatch.StartNew();
        await using var child = _cluster!.StartOperator(gko);
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
        await _management.DisposeAsync().ConfigureAwait(false);
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync().ConfigureAwait(false);
        }
    }

    private List<JournalEntry> Imports(long since) =>
        [.. _management.Journal.Since(since).Where(call => call.Method == "PUT" && call.Status == 200)];

    private async Task<int> CountReadyAsync(CancellationToken ct)
    {
        var ready = 0;
        await foreach (var api in _cluster!.Client.ListAsync<ApiDefinition>(Namespace, null, ct).ConfigureAwait(false))
        {
            ready += Conditions.IsTrue(api.Status?.Conditions, ConditionTypes.Ready) ? 1 : 0;
        }

        return ready;
    }
}
