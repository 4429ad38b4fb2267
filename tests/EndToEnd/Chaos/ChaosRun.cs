using Gko.EndToEnd.Clusters;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using Gko.Testing.Chaos;
using Microsoft.Extensions.Logging;

namespace Gko.EndToEnd.Chaos;

/// <summary>
/// One test's informer of ConfigMaps in a namespace of its own. It reaches the API server through a TCP proxy and an HTTP
/// proxy behind it, while a writer works past both.
/// </summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    /// <summary>How soon after a fault an informer must be right again; it takes less than ten seconds on an idle machine.</summary>
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(60);

    /// <summary>Notices a dead connection in seconds, so that tests need not wait for most of a minute. A busy machine may look dead to it, too.</summary>
    public static KeepAliveOptions Impatient { get; } = new() { Delay = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(3) };

    private readonly ChaosCluster _cluster;
    private readonly string _namespace;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopWriting = new();
    private readonly ChaosWriter _writer;
    private readonly KubeClient _client;
    private readonly Task _informing;
    private Task _writing = Task.CompletedTask;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private int _mark;

    private ChaosRun(ChaosCluster cluster, string @namespace, HttpProxy http, TcpProxy tcp, KeepAliveOptions keepAlive)
    {
        (_cluster, _namespace, Http, Tcp) = (cluster, @namespace, http, tcp);
        var connection = new KubeConnection
        {
            Server = new Uri($"https://127.0.0.1:{tcp.Port}"),
            TrustedRoots = new TrustedRoots(http.Roots),
            KeepAlive = keepAlive,
        };
        _client = new KubeClient(connection, TimeProvider.System, Logs.Errors.CreateLogger<KubeClient>());
        Informer = new Informer<ConfigMap>(
            _client, new InformerOptions { Namespaces = [@namespace] }, TimeProvider.System, Logs.Errors.CreateLogger<ChaosRun>());
        Informer.Subscribe(Ledger.Note);
        _writer = new ChaosWriter(() => cluster.Direct, @namespace, seed: 1);
        _informing = Informer.RunAsync(_stop.Token);
    }

    public TcpProxy Tcp { get; }

    public HttpProxy Http { get; }

    public Informer<ConfigMap> Informer { get; }

    public ChangeLedger Ledger { get; } = new();

    /// <summary>Requests that reached the proxy since the fault began.</summary>
    public int Requests => Http.Requests.Count - _mark;

    /// <summary>Starts everything and waits until the informer has followed the writer for a while.</summary>
    public static async Task<ChaosRun> StartAsync(ChaosCluster cluster, string @namespace, KeepAliveOptions? keepAlive = null)
    {
        cluster.RequireOrSkip();
        await cluster.Direct.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = @namespace } });
        var http = new HttpProxy { Backend = cluster.Backend };
        await http.StartAsync();
        var run = new ChaosRun(cluster, @namespace, http, new TcpProxy(http.Address), keepAlive ?? new KeepAliveOptions());
        run.Write();
        await run.Informer.WaitForSyncAsync(TestContext.Current.CancellationToken);
        await run.FollowsAsync();
        run._mark = http.Requests.Count;
        return run;
    }

    /// <summary>Waits until the informer follows what is being written.</summary>
    public async Task FollowsAsync()
    {
        var (writes, changes) = (_writer.Writes, Ledger.Changes);
        try
        {
            await Eventually.TrueAsync(() => _writer.Writes > writes + 10 && Ledger.Changes > changes + 10, CatchUp);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{_writer.Writes - writes} writes, {Ledger.Changes - changes} changes; {Informer.LastError?.Message}; requests:\n{Sent()}");
        }
    }

    /// <summary>Waits until the writer has got further, whoever follows.</summary>
    public Task WritesGoOnAsync()
    {
        var writes = _writer.Writes;
        return Eventually.TrueAsync(() => _writer.Writes > writes + 50, CatchUp);
    }

    /// <summary>Waits until so many requests have been sent since the fault began.</summary>
    public Task RequestedAsync(int count) => Eventually.TrueAsync(() => Requests >= count, CatchUp);

    /// <summary>
    /// Ends the writing and checks what must hold after every fault: in time, the cache and what subscribers were told equal
    /// the server's list, and no deletion was missed.
    /// </summary>
    /// <param name="maxRequests">How many requests the fault may cost.</param>
    public async Task ShouldConvergeAsync(int maxRequests)
    {
        await _stopWriting.CancelAsync();
        await _writing;
        var truth = ChangeLedger.Lines(await _cluster.Direct.ListAsync<ConfigMap>(_namespace).ToListAsync());
        try
        {
            await Eventually.TrueAsync(() => ChangeLedger.Lines(Informer.List()) == truth && Ledger.Content() == truth, CatchUp);
        }
        catch (TimeoutException)
        {
            ChangeLedger.Lines(Informer.List()).ShouldBe(truth, Sent());
            Ledger.Content().ShouldBe(truth);
        }

        Ledger.Violations.ShouldBeEmpty();
        Ledger.MissedDeletions(_writer.Deleted).ShouldBeEmpty();
        Requests.ShouldBeInRange(0, maxRequests, Sent());
    }

    /// <summary>Lets the proxy know the server after it was replaced, and makes the namespace again.</summary>
    public async Task StartOverAsync()
    {
        Http.Backend = _cluster.Backend;
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    await _cluster.Direct.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = _namespace } });
                    return true;
                }
                catch (KubeApiException error)
                {
                    return error.IsAlreadyExists;
                }
            },
            "the namespace can be made");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopWriting.CancelAsync();
        await _stop.CancelAsync();
        await _writing;
        await _informing;
        _client.Dispose();
        await Tcp.DisposeAsync();
        await Http.DisposeAsync();
        _stop.Dispose();
        _stopWriting.Dispose();
    }

    private void Write() => _writing = Task.Run(() => _writer.RunAsync(_stopWriting.Token));

    private string Sent() => string.Join('\n', Http.Requests.Skip(_mark).Select(request =>
        $"{TimeProvider.System.GetElapsedTime(_started, request.At).TotalSeconds:0.00} s {request.Method} {request.Path}{request.Query}"));
}
