using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Every answer that is not a success, with the API server's reasons and texts; clients switch on both.</summary>
internal static class Refusals
{
    public const string Modified = "the object has been modified; please apply your changes to the latest version and try again";

    public static ApiStatusException NotFound(ResourceDefinition resource, string name) =>
        new(404, "NotFound", $"{resource.QualifiedName} \"{name}\" not found", Details(resource, name));

    public static ApiStatusException NamespaceNotFound(string name) =>
        new(404, "NotFound", $"namespaces \"{name}\" not found", new JsonObject { ["name"] = name, ["kind"] = "namespaces" });

    public static ApiStatusException NoSuchResource() =>
        new(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiStatusException AlreadyExists(ResourceDefinition resource, string name, bool deleting = false) =>
        new(409, "AlreadyExists",
            $"{(deleting ? "object is being deleted: " : "")}{resource.QualifiedName} \"{name}\" already exists", Details(resource, name));

    public static ApiStatusException Conflict(ResourceDefinition resource, string name, string why = Modified) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {resource.QualifiedName} \"{name}\": {why}", Details(resource, name));

    public static ApiStatusException PreconditionFailed(ResourceDefinition resource, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {Dotted(resource.Kind, resource.Group)} \"{name}\": {why}",
            Named(name, resource.Group, resource.Kind));

    public static ApiStatusException Invalid(ResourceDefinition resource, string name, IReadOnlyList<FieldError> errors) =>
        Invalid(resource.Group, resource.Kind, name, errors);

    public static ApiStatusException Invalid(string group, string kind, string name, IReadOnlyList<FieldError> errors)
    {
        var texts = errors.Select(error => error.ToString()).Distinct(StringComparer.Ordinal).ToList();
        var summary = texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        var details = Named(name, group, kind);
        details["causes"] = new JsonArray([.. errors.Select(error => Cause(error.Reason, error.Message, error.Field))]);
        return new(422, "Invalid", $"{Dotted(kind, group)} \"{name}\" is invalid: {summary}", details);
    }

    /// <summary>Wrong query parameters; <paramref name="kind"/> is for instance <c>ListOptions</c>.</summary>
    public static ApiStatusException InvalidOptions(string kind, params IReadOnlyList<FieldError> errors) =>
        Invalid("meta.k8s.io", kind, "", errors);

    public static ApiStatusException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiStatusException Internal(string message) => new(500, null, message);

    public static ApiStatusException InternalError(string message) =>
        new(500, "InternalError", $"Internal error occurred: {message}",
            new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = message }) });

    public static ApiStatusException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiStatusException Forbidden(string group, string resource, string name, string why) =>
        new(403, "Forbidden",
            $"{Dotted(resource, group)} {(name.Length == 0 ? "is" : $"\"{name}\" is")} forbidden: {why}", Named(name, group, resource));

    public static ApiStatusException ForbiddenPath(string user, string verb, string path) =>
        new(403, "Forbidden", $"forbidden: User \"{user}\" cannot {verb} path \"{path}\"", []);

    public static ApiStatusException NamespaceTerminating(ResourceDefinition resource, string ns, string name)
    {
        var details = Details(resource, name);
        details["causes"] = new JsonArray(Cause("NamespaceTerminating", $"namespace {ns} is being terminated", "metadata.namespace"));
        return new(403, "Forbidden",
            $"{resource.QualifiedName} \"{name}\" is forbidden: unable to create new content in namespace {ns} because it is being terminated",
            details);
    }

    public static ApiStatusException MethodNotAllowed(string message = "the server does not allow this method on the requested resource") =>
        new(405, "MethodNotAllowed", message, []);

    public static ApiStatusException NotAcceptable() =>
        new(406, "NotAcceptable", "only the following media types are accepted: application/json, application/yaml");

    public static ApiStatusException UnsupportedMediaType(params string[] accepted) =>
        new(415, "UnsupportedMediaType",
            $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}");

    public static ApiStatusException PatchRejected() =>
        new(422, "Invalid", "the server rejected our request due to an error in our request", []);

    public static ApiStatusException Expired(string message) => new(410, "Expired", message);

    public static ApiStatusException TooLargeResourceVersion(long wanted, long current) =>
        new(504, "Timeout", $"Timeout: Too large resource version: {wanted}, current: {current}", new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
            ["retryAfterSeconds"] = 1,
        });

    public static JsonObject Cause(string reason, string message, string? field)
    {
        var cause = new JsonObject { ["reason"] = reason, ["message"] = message };
        if (field is not null)
        {
            cause["field"] = field;
        }

        return cause;
    }

    public static string Dotted(string name, string group) => group.Length == 0 ? name : $"{name}.{group}";

    private static JsonObject Details(ResourceDefinition resource, string name) => Named(name, resource.Group, resource.Plural);

    private static JsonObject Named(string name, string group, string kind)
    {
        var details = new JsonObject();
        foreach (var (key, value) in new[] { ("name", name), ("group", group), ("kind", kind) })
        {
            if (value.Length > 0)
            {
                details[key] = value;
            }
        }

        return details;
    }
}
