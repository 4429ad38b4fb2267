using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.ApiServer;

/// <summary>Reads the query parameters of writes.</summary>
internal static class RequestOptions
{
    /// <exception cref="ApiStatusException">422: a parameter has a value that does not exist.</exception>
    public static WriteContext ToContext(HttpRequest request, RequestInfo info, ResourceDefinition resource, ApiUser user)
    {
        var kind = info.Verb switch { "create" => "CreateOptions", "update" => "UpdateOptions", _ => "PatchOptions" };
        var manager = Query(request, "fieldManager");
        return new WriteContext
        {
            Resource = resource,
            Namespace = resource.Namespaced ? info.Namespace : null,
            Name = info.Name,
            Subresource = info.Subresource,
            User = user,
            DryRun = DryRun(request, kind),
            FieldManager = manager ?? DefaultManager(request),
            HasFieldManager = manager is not null,
            Validation = Validation(request, kind),
            Force = Force(request, kind),
        };
    }

    /// <exception cref="ApiStatusException">422.</exception>
    public static bool DryRun(HttpRequest request, string kind)
    {
        var values = request.Query["dryRun"];
        return values.Count > 0 && (values.All(value => value == "All")
            ? true
            : throw Refusals.InvalidOptions(kind, FieldError.NotSupported("dryRun", values.OfType<string>().ToJsonArray(), ["All"])));
    }

    public static string? Query(HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    public static bool Flag(HttpRequest request, string name) => Query(request, name) is "true" or "1";

    private static FieldValidation Validation(HttpRequest request, string kind) => Query(request, "fieldValidation") switch
    {
        null or "Warn" => FieldValidation.Warn,
        "Strict" => FieldValidation.Strict,
        "Ignore" => FieldValidation.Ignore,
        var other => throw Refusals.InvalidOptions(kind,
            FieldError.NotSupported("fieldValidation", other, ["", "Ignore", "Strict", "Warn"])),
    };

    private static bool Force(HttpRequest request, string kind)
    {
        var isApply = (request.ContentType ?? "").StartsWith("application/apply-patch", StringComparison.OrdinalIgnoreCase);
        return request.Query["force"].Count > 0 && (isApply
            ? Flag(request, "force")
            : throw Refusals.InvalidOptions(kind, FieldError.Forbidden("force", "may not be specified for non-apply patch")));
    }

    private static string DefaultManager(HttpRequest request)
    {
        var name = request.Headers.UserAgent.ToString().Split('/')[0];
        return name.Length > 0 ? name : "unknown";
    }
}
