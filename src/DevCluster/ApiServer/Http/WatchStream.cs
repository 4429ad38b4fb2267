using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.ApiServer;

/// <summary>Writes watch events in the client's shape.</summary>
internal sealed class WatchStream(
    HttpContext http, ResourceDefinition resource, ResponseShape shape, ObjectRenderer renderer, string includeObject)
{
    private bool _columnsSent;

    private PipeWriter Output => http.Response.BodyWriter;

    /// <summary>Sends the headers at once: clients wait for them even when nothing happens.</summary>
    public async Task StartAsync()
    {
        http.Response.StatusCode = 200;
        http.Response.ContentType = ResponseWriter.Json;
        http.Response.Headers.CacheControl = "no-cache, private";
        await http.Response.StartAsync(http.RequestAborted).ConfigureAwait(false);
        await FlushAsync().ConfigureAwait(false);
    }

    public async Task FlushAsync() => await Output.FlushAsync(http.RequestAborted).ConfigureAwait(false);

    public async Task SendAsync(string type, StoredObject item)
    {
        if (shape is ResponseShape.Object)
        {
            await WriteAsync(type, ObjectRenderer.Raw(resource, item)).ConfigureAwait(false);
            return;
        }

        await WriteAsync(type, Shape(ObjectUpdater.ReadAs(resource, item), item.Version.ToString()).ToUtf8()).ConfigureAwait(false);
    }

    public async Task BookmarkAsync(long version, bool endsInitialEvents)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(), ["creationTimestamp"] = null };
        if (endsInitialEvents)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        var item = new JsonObject { ["kind"] = resource.Kind, ["apiVersion"] = resource.ApiVersion, ["metadata"] = metadata };
        await WriteAsync("BOOKMARK", Shape(item, version.ToString()).ToUtf8()).ConfigureAwait(false);
        await FlushAsync().ConfigureAwait(false);
    }

    public async Task ErrorAsync(ApiStatusException refusal)
    {
        await WriteAsync("ERROR", refusal.ToStatus().ToUtf8()).ConfigureAwait(false);
        await FlushAsync().ConfigureAwait(false);
    }

    private JsonObject Shape(JsonObject item, string version)
    {
        if (shape is not ResponseShape.Table)
        {
            return renderer.Shape(resource, item, shape, includeObject);
        }

        // Columns come with the first event only.
        var table = renderer.Table(resource, [item], ObjectRenderer.ListMeta(version), includeObject, withColumns: !_columnsSent);
        _columnsSent = true;
        return table;
    }

    private async Task WriteAsync(string type, ReadOnlyMemory<byte> item)
    {
        Output.Write(Encoding.ASCII.GetBytes($"{{\"type\":\"{type}\",\"object\":"));
        await Output.WriteAsync(item, http.RequestAborted).ConfigureAwait(false);
        Output.Write("}\n"u8);
    }
}
