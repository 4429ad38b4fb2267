using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.ApiServer;

/// <summary>GET of one object or of a list.</summary>
internal sealed class ReadEndpoint(ObjectStore store, ObjectRenderer renderer)
{
    private readonly ListReader _lists = new(store);

    public async Task GetAsync(HttpContext http, RequestInfo info, ResourceDefinition resource)
    {
        var format = ResponseFormat.Parse(http.Request.Headers.Accept);
        if (long.TryParse(RequestOptions.Query(http.Request, "resourceVersion"), out var version))
        {
            _lists.CheckReached(version);
        }

        var item = store.Get(resource.Key(info.Namespace, info.Name)) ?? throw Refusals.NotFound(resource, info.Name);
        if (format.Shape is ResponseShape.Object)
        {
            await ResponseWriter.WriteAsync(http, 200, ObjectRenderer.Raw(resource, item), format.IsYaml).ConfigureAwait(false);
            return;
        }

        var shaped = renderer.Shape(resource, ObjectUpdater.ReadAs(resource, item), format.Shape, IncludeObject(http));
        await ResponseWriter.WriteAsync(http, 200, shaped, format.IsYaml).ConfigureAwait(false);
    }

    public Task ListAsync(HttpContext http, RequestInfo info, ResourceDefinition resource)
    {
        var format = ResponseFormat.Parse(http.Request.Headers.Accept);
        var query = ListQuery.Read(http.Request, resource, watch: false);
        var page = _lists.Read(resource.StorageName, info.Namespace, query);
        return ResponseWriter.WriteAsync(http, 200, renderer.List(resource, page, format.Shape, IncludeObject(http)), format.IsYaml);
    }

    public static string IncludeObject(HttpContext http) => RequestOptions.Query(http.Request, "includeObject") ?? "Metadata";
}
