using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gko.DevCluster.ApiServer;

/// <summary>The way of a request: who, may they, what, and the answer.</summary>
internal sealed partial class ApiApplication(ApiComponents components, ILogger<ApiApplication> logger)
{
    public async Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        var watch = RequestOptions.Flag(http.Request, "watch");
        var info = RequestInfo.Parse(http.Request.Method, path, watch);
        try
        {
            components.Faults.ThrowIfDue();
            var user = await AuthenticateAsync(http).ConfigureAwait(false);
            components.Authorizer.Demand(user, info.ToAccess(path));
            await (info.IsResource ? DispatchAsync(http, info, user) : components.System.HandleAsync(http)).ConfigureAwait(false);
        }
        catch (ApiStatusException refusal)
        {
            await RefuseAsync(http, refusal).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: nobody reads an answer.
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.Failed(logger, error, http.Request.Method, path);
            await RefuseAsync(http, Refusals.InternalError(error.Message)).ConfigureAwait(false);
        }
        finally
        {
            components.Counters.Count(info.Verb, info.IsResource ? info.Plural : path, http.Response.StatusCode);
        }
    }

    private static Task RefuseAsync(HttpContext http, ApiStatusException refusal) =>
        http.Response.HasStarted ? Task.CompletedTask : ResponseWriter.WriteRefusalAsync(http, refusal);

    private async Task<ApiUser> AuthenticateAsync(HttpContext http)
    {
        var certificate = await http.Connection.GetClientCertificateAsync(http.RequestAborted).ConfigureAwait(false);
        var user = components.Authenticator.Authenticate(certificate, http.Request.Headers.Authorization);
        return Impersonation.Apply(http.Request, user, components.Authorizer);
    }

    private Task DispatchAsync(HttpContext http, RequestInfo info, ApiUser user)
    {
        if (!components.Registry.TryFind(info.Group, info.Version, info.Plural, out var resource) || !FitsScope(info, resource))
        {
            // A group that is served at all answers as an API does; everything else as a web server.
            return info.Group.Length == 0
                ? throw Refusals.NoSuchResource()
                : ResponseWriter.WriteTextAsync(http, 404, "404 page not found\n");
        }

        if (info.Subresource.Length > 0 && !(info.Subresource == "status" && resource.HasStatus))
        {
            throw resource.IsCustom ? Refusals.NotFound(resource, info.Name) : Refusals.NoSuchResource();
        }

        if (!resource.Verbs.Contains(info.Verb))
        {
            throw Refusals.MethodNotAllowed();
        }

        return resource.Verbs.Contains("get")
            ? ServeAsync(http, info, resource, user)
            : ReviewAsync(http, info, resource, user);
    }

    // A namespaced kind is written in a namespace; it is read in one or in all.
    private static bool FitsScope(RequestInfo info, ResourceDefinition resource) => resource.Namespaced
        ? info.Namespace is not null || info.Verb is "list" or "watch" or "deletecollection"
        : info.Namespace is null;

    private Task ServeAsync(HttpContext http, RequestInfo info, ResourceDefinition resource, ApiUser user) => info.Verb switch
    {
        "get" => components.Reads.GetAsync(http, info, resource),
        "list" => components.Reads.ListAsync(http, info, resource),
        "watch" => components.Watches.WatchAsync(http, info, resource),
        "create" => components.Writes.CreateAsync(http, RequestOptions.ToContext(http.Request, info, resource, user)),
        "update" => components.Writes.ReplaceAsync(http, RequestOptions.ToContext(http.Request, info, resource, user)),
        "patch" => components.Writes.PatchAsync(http, RequestOptions.ToContext(http.Request, info, resource, user)),
        "delete" => components.Writes.DeleteAsync(http, RequestOptions.ToContext(http.Request, info, resource, user)),
        _ => components.Writes.DeleteCollectionAsync(http, RequestOptions.ToContext(http.Request, info, resource, user)),
    };

    private async Task ReviewAsync(HttpContext http, RequestInfo info, ResourceDefinition resource, ApiUser user)
    {
        var body = await BodyReader.ReadObjectAsync(http.Request, resource, http.RequestAborted).ConfigureAwait(false);
        var format = ResponseFormat.Parse(http.Request.Headers.Accept);
        await ResponseWriter.WriteAsync(http, 201, components.Reviews.Answer(resource, user, info.Namespace, body.Node), format.IsYaml)
            .ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed")]
        public static partial void Failed(ILogger logger, Exception error, string method, string path);
    }
}
