using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gko.DevCluster.ApiServer;

/// <summary>Streams changes to a client, one JSON document per line.</summary>
internal sealed class WatchEndpoint(ObjectStore store, ObjectRenderer renderer, TimeProvider time, TimeSpan bookmarkInterval)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(45);

    public async Task WatchAsync(HttpContext http, RequestInfo info, ResourceDefinition resource)
    {
        var format = ResponseFormat.Parse(http.Request.Headers.Accept);
        var query = ListQuery.Read(http.Request, resource, watch: true);
        var stream = new WatchStream(http, resource, format.Shape, renderer, ReadEndpoint.IncludeObject(http));
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await stream.StartAsync().ConfigureAwait(false);
        var feed = await OpenAsync(resource, info.Namespace, query, stream).ConfigureAwait(false);
        if (feed is null)
        {
            return;
        }

        try
        {
            await PumpAsync(http, feed, info.Namespace, query, stream).ConfigureAwait(false);
        }
        finally
        {
            store.Unwatch(resource.StorageName, feed);
        }
    }

    /// <returns>Null when the watch ended before it began: the version is too old.</returns>
    private async Task<WatchFeed?> OpenAsync(ResourceDefinition resource, string? ns, ListQuery query, WatchStream stream)
    {
        if (query.Version is > 0 && !query.SendInitialEvents)
        {
            var feed = store.Watch(resource.StorageName, query.Version.Value, out var oldest);
            if (feed is null)
            {
                await stream.ErrorAsync(Refusals.Expired($"too old resource version: {query.Version} ({oldest})")).ConfigureAwait(false);
            }

            return feed;
        }

        if (query.Version > store.Version)
        {
            await stream.ErrorAsync(Refusals.TooLargeResourceVersion(query.Version.Value, store.Version)).ConfigureAwait(false);
            return null;
        }

        var (live, objects, version) = store.WatchFromNow(resource.StorageName);
        await SendInitialAsync(objects, ns, query, stream).ConfigureAwait(false);
        if (query is { SendInitialEvents: true, AllowBookmarks: true })
        {
            await stream.BookmarkAsync(version, endsInitialEvents: true).ConfigureAwait(false);
        }

        return live;
    }

    private static async Task SendInitialAsync(
        ImmutableSortedDictionary<ObjectName, StoredObject> objects, string? ns, ListQuery query, WatchStream stream)
    {
        foreach (var item in objects.Values.Where(item => query.Selects(item, ns)))
        {
            await stream.SendAsync("ADDED", item).ConfigureAwait(false);
        }

        await stream.FlushAsync().ConfigureAwait(false);
    }

    private async Task PumpAsync(HttpContext http, WatchFeed feed, string? ns, ListQuery query, WatchStream stream)
    {
        // Both timers only queue a signal, so that there is a single reader and a single writer.
        using var bookmarks = time.CreateTimer(_ => store.Bookmark(feed), null, bookmarkInterval, bookmarkInterval);
        using var end = time.CreateTimer(_ => End(feed), null, query.Timeout ?? DefaultTimeout, Timeout.InfiniteTimeSpan);

        // A watch may have begun just after all watches were told to end, and would hold the server up.
        using var stop = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(feed.Complete);
        try
        {
            while (await feed.Reader.WaitToReadAsync(http.RequestAborted).ConfigureAwait(false))
            {
                while (feed.Reader.TryRead(out var signal))
                {
                    await SendAsync(signal, ns, query, stream).ConfigureAwait(false);
                }

                await stream.FlushAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client hung up, which is how most watches end.
        }
    }

    private void End(WatchFeed feed)
    {
        store.Bookmark(feed);
        feed.Complete();
    }

    private static async Task SendAsync(WatchSignal signal, string? ns, ListQuery query, WatchStream stream)
    {
        if (signal.Change is not { } change)
        {
            if (query.AllowBookmarks)
            {
                await stream.BookmarkAsync(signal.Version, endsInitialEvents: false).ConfigureAwait(false);
            }

            return;
        }

        // What the client sees depends on whether it saw the object before: a change of labels may add or delete for it.
        var before = change.Old is { } old && query.Selects(old, ns);
        var after = change.New is { } now && query.Selects(now, ns);
        switch (before, after)
        {
            case (false, true):
                await stream.SendAsync("ADDED", change.New!).ConfigureAwait(false);
                break;
            case (true, true):
                await stream.SendAsync("MODIFIED", change.New!).ConfigureAwait(false);
                break;
            case (true, false):
                await stream.SendAsync("DELETED", change.New is null ? change.Old! : change.Old!.At(change.Version)).ConfigureAwait(false);
                break;
            default:
                break;
        }
    }
}
