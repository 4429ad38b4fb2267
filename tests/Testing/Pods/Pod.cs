using Gko.Testing.Clusters;

namespace Gko.Testing.Pods;

/// <summary>A pod that runs.</summary>
public sealed class Pod : IAsyncDisposable
{
    private readonly PodVolumes _volumes;
    private bool _isGone;

    internal Pod(PodTemplate template, ChildProcess process, PodVolumes volumes, EndpointSlices services) =>
        (Template, Process, _volumes, Services) = (template, process, volumes, services);

    /// <summary>What it was started from.</summary>
    public PodTemplate Template { get; }

    /// <summary>The process of the container.</summary>
    public int ProcessId => Process.Id;

    /// <summary>From the start of the container to the first passed probe.</summary>
    public TimeSpan ReadyAfter { get; internal set; }

    /// <summary>Everything it has printed.</summary>
    public string Log => Process.Output;

    internal ChildProcess Process { get; }

    internal EndpointSlices Services { get; }

    /// <summary>The address of one of its ports.</summary>
    public Uri Address(string scheme, string port) => new($"{scheme}://{NodeAddress.Value}:{Template.Port(port)}");

    /// <summary>Brings mounted Secrets and the like up to date, as happens to a pod within a minute or so.</summary>
    public Task SyncAsync() => _volumes.SyncAsync();

    /// <summary>Asks it to stop and waits, for no longer than its grace period.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await Services.WithdrawAsync().ConfigureAwait(false);
        await Process.SignalAsync("TERM").ConfigureAwait(false);
        var code = await Process.WaitForExitAsync(Template.GracePeriod).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
        return code;
    }

    /// <summary>Ends it at once, as when the node is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isGone)
        {
            return;
        }

        _isGone = true;
        await Process.DisposeAsync().ConfigureAwait(false);
        await Services.WithdrawAsync().ConfigureAwait(false);
        _volumes.Dispose();
    }
}
