using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.ApiServer;

/// <summary>POST, PUT, PATCH and DELETE.</summary>
internal sealed class WriteEndpoint(ObjectStore store, WritePipeline pipeline, ObjectRenderer renderer)
{
    public async Task CreateAsync(HttpContext http, WriteContext context)
    {
        var body = await BodyReader.ReadObjectAsync(http.Request, context.Resource, http.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(http, context, pipeline.Creator.CreateAsync(context, body, http.RequestAborted)).ConfigureAwait(false);
    }

    public async Task ReplaceAsync(HttpContext http, WriteContext context)
    {
        if (context.Name.Length == 0)
        {
            throw Refusals.BadRequest("name must be provided");
        }

        var body = await BodyReader.ReadObjectAsync(http.Request, context.Resource, http.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(http, context, pipeline.Replacer.ReplaceAsync(context, body, http.RequestAborted)).ConfigureAwait(false);
    }

    public async Task PatchAsync(HttpContext http, WriteContext context)
    {
        var patch = await BodyReader.ReadPatchAsync(http.Request, context.Resource, http.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(http, context, pipeline.Patcher.PatchAsync(context, patch, http.RequestAborted)).ConfigureAwait(false);
    }

    public async Task DeleteAsync(HttpContext http, WriteContext context)
    {
        var options = await ReadOptionsAsync(http).ConfigureAwait(false);
        context = context with { DryRun = options.DryRun };
        var (remaining, uid) = await pipeline.Deleter.DeleteAsync(context, options, http.RequestAborted).ConfigureAwait(false);
        ResponseWriter.AddWarnings(http, context.Warnings);
        await ResponseWriter.WriteAsync(http, 200, remaining ?? Deleted(context, uid)).ConfigureAwait(false);
    }

    public async Task DeleteCollectionAsync(HttpContext http, WriteContext context)
    {
        var query = ListQuery.Read(http.Request, context.Resource, watch: false);
        var options = await ReadOptionsAsync(http).ConfigureAwait(false);
        var page = new ListReader(store).Read(context.Resource.StorageName, context.Namespace, query);
        foreach (var item in page.Items)
        {
            var one = context with { Namespace = item.Namespace.Length > 0 ? item.Namespace : null, Name = item.Name, DryRun = options.DryRun };
            try
            {
                await pipeline.Deleter.DeleteAsync(one, options, http.RequestAborted).ConfigureAwait(false);
            }
            catch (ApiStatusException gone) when (gone.Code == 404)
            {
                // Somebody else deleted it first, which is what was wanted.
                continue;
            }
        }

        var list = renderer.List(context.Resource, page, ResponseShape.Object, "");
        await ResponseWriter.WriteAsync(http, 200, list).ConfigureAwait(false);
    }

    private async Task AnswerAsync(HttpContext http, WriteContext context, Task<WriteResult> write)
    {
        var format = ResponseFormat.Parse(http.Request.Headers.Accept);
        WriteResult result;
        try
        {
            result = await write.ConfigureAwait(false);
        }
        finally
        {
            ResponseWriter.AddWarnings(http, context.Warnings);
        }

        var shaped = renderer.Shape(context.Resource, result.Object, format.Shape, ReadEndpoint.IncludeObject(http));
        await ResponseWriter.WriteAsync(http, result.Created ? 201 : 200, shaped, format.IsYaml).ConfigureAwait(false);
    }

    private static async Task<DeletionOptions> ReadOptionsAsync(HttpContext http)
    {
        var body = await BodyReader.ReadOptionsAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        return DeletionOptions.Read(body, RequestOptions.Query(http.Request, "propagationPolicy"), RequestOptions.DryRun(http.Request, "DeleteOptions"));
    }

    private static JsonObject Deleted(WriteContext context, string uid)
    {
        var details = new JsonObject { ["name"] = context.Name };
        if (context.Resource.Group.Length > 0)
        {
            details["group"] = context.Resource.Group;
        }

        details["kind"] = context.Resource.Plural;
        details["uid"] = uid;
        return new JsonObject
        {
            ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["details"] = details,
        };
    }
}
