using Gko.EndToEnd.Clusters;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Testing.Chaos;
using Microsoft.Extensions.Logging;

namespace Gko.EndToEnd.Chaos;

/// <summary>An API server that tests may kill and bring back. One per test class.</summary>
public abstract class ChaosCluster : IAsyncLifetime
{
    private KubeClient? _direct;

    /// <summary>Why the tests cannot run here; null when they can.</summary>
    public abstract string? Unavailable { get; }

    /// <summary>The server as a proxy reaches it.</summary>
    public abstract ProxyBackend Backend { get; }

    /// <summary>An administrator's client, past all proxies.</summary>
    public KubeClient Direct => _direct ?? throw new InvalidOperationException("The cluster is not started.");

    /// <summary>How an administrator reaches the server.</summary>
    public KubeConnection Connection { get; private set; } = null!;

    /// <summary>The administrator's kubeconfig file.</summary>
    public abstract string KubeConfig { get; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Unavailable is null)
        {
            await StartAsync();
            Connect();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _direct?.Dispose();
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Skips the calling test, visibly, where the cluster cannot run.</summary>
    public void RequireOrSkip() => Assert.SkipWhen(Unavailable is not null, Unavailable ?? "");

    /// <summary>Brings the server down, without a farewell where it is a process.</summary>
    public abstract Task KillAsync();

    /// <summary>Brings the server back at the same address.</summary>
    /// <param name="keepState">Without it the cluster is as new, and its resource versions begin anew.</param>
    public async Task StartAgainAsync(bool keepState)
    {
        await ReviveAsync(keepState);
        Connect();
    }

    protected abstract Task StartAsync();

    protected abstract Task StopAsync();

    protected abstract Task ReviveAsync(bool keepState);

    private void Connect()
    {
        _direct?.Dispose();
        Connection = KubeConfigLoader.Load(new KubeConfigOptions { Path = KubeConfig });
        _direct = new KubeClient(Connection, TimeProvider.System, Logs.Warnings.CreateLogger<KubeClient>());
    }
}
