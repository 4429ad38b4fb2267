using System.Threading.Channels;

namespace Gko.DevCluster.ApiServer;

/// <summary>What one watcher still has to read. A watcher that falls too far behind is cut off; it then lists again.</summary>
internal sealed class WatchFeed(int capacity)
{
    private readonly Channel<WatchSignal> _channel = Channel.CreateBounded<WatchSignal>(
        new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<WatchSignal> Reader => _channel.Reader;

    /// <summary>False when the watcher is gone or too slow; it is complete then.</summary>
    public bool TryOffer(StoreEvent change) => TryWrite(new WatchSignal(change, change.Version));

    public bool TryBookmark(long version) => TryWrite(new WatchSignal(null, version));

    public void Complete() => _channel.Writer.TryComplete();

    private bool TryWrite(WatchSignal signal)
    {
        var written = _channel.Writer.TryWrite(signal);
        if (!written)
        {
            Complete();
        }

        return written;
    }
}

/// <summary>A change, or a bookmark when <paramref name="Change"/> is null.</summary>
internal readonly record struct WatchSignal(StoreEvent? Change, long Version);
