using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// What a controller manager does in a real cluster, as far as deletion goes: owners, namespaces and definitions take
/// their content with them. One loop, woken by commits that can matter to it.
/// </summary>
internal sealed partial class ClusterControllers(
    WriteServices services, WritePipeline pipeline, DefinitionController definitions, ILogger<ClusterControllers> logger) : IAsyncDisposable
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    public void Start()
    {
        services.Store.Committed += OnCommitted;
        _wake.Writer.TryWrite(true);
        _loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        services.Store.Committed -= OnCommitted;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private void OnCommitted(string resource, StoreEvent change)
    {
        if (resource == definitions.StorageName)
        {
            definitions.Sync();
        }

        if (change.New is null or { IsDeleting: true } or { Owners.Count: > 0 })
        {
            _wake.Writer.TryWrite(true);
        }
    }

    private async Task RunAsync()
    {
        var deleter = new ControllerWrites(services, pipeline);
        var collector = new GarbageCollector(services, deleter);
        var cleaner = new ContentCleaner(services, deleter, definitions);
        try
        {
            await foreach (var _ in _wake.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                await RunOnceAsync(collector, cleaner).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task RunOnceAsync(GarbageCollector collector, ContentCleaner cleaner)
    {
        try
        {
            await collector.CollectAsync(_stop.Token).ConfigureAwait(false);
            await cleaner.CleanAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (ApiStatusException refusal)
        {
            // A webhook may refuse a deletion; the next commit tries again.
            Log.Refused(logger, refusal.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Clean-up was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
