using Gko.DevCluster.ApiServer;
using Gko.DevCluster.Management;
using Gko.Kubernetes.Configuration;
using Gko.Operator.Hosting;

namespace Gko.DevCluster;

/// <summary>The API server, the Management API and the operator, started in this order and stopped in the reverse one.</summary>
public sealed class DevClusterHost : IAsyncDisposable
{
    private readonly DevClusterOptions _options;
    private OperatorHost? _operator;

    private DevClusterHost(DevClusterOptions options, ILoggerFactory loggers)
    {
        _options = options;
        ApiServer = new DevApiServer(new DevApiServerOptions { Port = options.Port }, TimeProvider.System, loggers);
        Management = new DevManagementApi(new DevManagementOptions { Port = options.ApimPort }, TimeProvider.System, loggers);
    }

    public DevApiServer ApiServer { get; }

    public DevManagementApi Management { get; }

    /// <summary>Where the API server finds the operator's webhooks.</summary>
    public Uri WebhookUrl => new($"https://localhost:{_options.WebhookPort}");

    /// <summary>Completes when the operator gave up by itself; never without an operator.</summary>
    public Task OperatorStopped => _operator?.Stopped ?? Task.Delay(Timeout.Infinite);

    /// <summary>0 unless the operator gave up.</summary>
    public int OperatorExitCode => _operator?.ExitCode ?? 0;

    /// <summary>Starts everything and returns when everything answers.</summary>
    public static async Task<DevClusterHost> StartAsync(DevClusterOptions options, ILoggerFactory loggers, CancellationToken ct = default)
    {
        var host = new DevClusterHost(options, loggers);
        try
        {
            await host.ApiServer.StartAsync(ct).ConfigureAwait(false);
            await host.Management.StartAsync(ct).ConfigureAwait(false);
            host.WriteKubeConfig();
            if (options.RunOperator)
            {
                await host.StartOperatorAsync(ct).ConfigureAwait(false);
            }

            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_operator is not null)
        {
            await _operator.StopAsync().ConfigureAwait(false);
            await _operator.DisposeAsync().ConfigureAwait(false);
        }

        await Management.DisposeAsync().ConfigureAwait(false);
        await ApiServer.DisposeAsync().ConfigureAwait(false);
    }

    private async Task StartOperatorAsync(CancellationToken ct)
    {
        var connection = KubeConfigLoader.Load(new KubeConfigOptions { Path = _options.KubeConfigPath });
        var options = DevOperatorOptions.Create(_options.Environment, WebhookUrl, Management.Url);
        _operator = OperatorHost.Create(options, connection);
        await _operator.StartAsync(ct).ConfigureAwait(false);
        await _operator.Ready.WaitAsync(ct).ConfigureAwait(false);
    }

    private void WriteKubeConfig()
    {
        var path = Path.GetFullPath(_options.KubeConfigPath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // It holds an administrator's key.
            File.Delete(path);
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, file);
        writer.Write(ApiServer.KubeConfig);
    }
}
