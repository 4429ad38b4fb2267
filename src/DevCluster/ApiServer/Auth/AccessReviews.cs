using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Answers reviews: objects that are created only to be read back at once.</summary>
internal sealed class AccessReviews(RbacAuthorizer authorizer, Authenticator authenticator)
{
    public JsonObject Answer(ResourceDefinition resource, ApiUser user, string? ns, JsonObject review)
    {
        var spec = review.Child("spec");
        var answer = new JsonObject { ["kind"] = resource.Kind, ["apiVersion"] = resource.ApiVersion, ["metadata"] = new JsonObject() };
        if (spec is not null && resource.Kind is not ("SelfSubjectReview" or "SelfSubjectRulesReview"))
        {
            answer["spec"] = spec.DeepClone();
        }

        answer["status"] = resource.Kind switch
        {
            "SelfSubjectAccessReview" => Decide(user, spec, ns),
            "SubjectAccessReview" or "LocalSubjectAccessReview" => Decide(Subject(resource, spec), spec, ns),
            "SelfSubjectRulesReview" => Rules(user, spec.Text("namespace")),
            "TokenReview" => Token(spec.Text("token") ?? ""),
            _ => new JsonObject { ["userInfo"] = user.ToJson() },
        };
        return answer;
    }

    private JsonObject Decide(ApiUser user, JsonObject? spec, string? ns) => new() { ["allowed"] = authorizer.IsAllowed(user, Request(spec, ns)) };

    private static AccessRequest Request(JsonObject? spec, string? ns)
    {
        if (spec.Child("nonResourceAttributes") is { } path)
        {
            return new AccessRequest(path.Text("verb") ?? "") { Path = path.Text("path") ?? "" };
        }

        var attributes = spec.Child("resourceAttributes");
        return new AccessRequest(attributes.Text("verb") ?? "")
        {
            Group = attributes.Text("group") ?? "",
            Resource = attributes.Text("resource") ?? "",
            Subresource = attributes.Text("subresource") ?? "",
            Namespace = ns ?? (attributes.Text("namespace") is { Length: > 0 } named ? named : null),
            Name = attributes.Text("name") ?? "",
        };
    }

    private static ApiUser Subject(ResourceDefinition resource, JsonObject? spec)
    {
        var errors = new List<FieldError>();
        if ((spec.Child("resourceAttributes") is null) == (spec.Child("nonResourceAttributes") is null))
        {
            errors.Add(FieldError.Invalid("spec.resourceAttributes", null,
                "exactly one of nonResourceAttributes or resourceAttributes must be specified"));
        }

        var groups = spec.Texts("groups").ToList();
        if (string.IsNullOrEmpty(spec.Text("user")) && groups.Count == 0)
        {
            errors.Add(FieldError.Invalid("spec.user", "", "at least one of user or group must be specified"));
        }

        return errors.Count == 0
            ? new ApiUser(spec.Text("user") ?? "", groups, spec.Text("uid") ?? "")
            : throw Refusals.Invalid(resource.Group, "", "", errors);
    }

    private JsonObject Rules(ApiUser user, string? ns)
    {
        List<JsonObject> rules = [.. authorizer.RulesFor(user, ns)];
        if (user.Groups.Contains(ApiUser.Masters))
        {
            rules.Add(new JsonObject { ["verbs"] = new JsonArray("*"), ["apiGroups"] = new JsonArray("*"), ["resources"] = new JsonArray("*") });
        }

        return new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Where(rule => rule.ContainsKey("resources")).Select(rule => rule.DeepClone())]),
            ["nonResourceRules"] = new JsonArray([.. rules.Where(rule => rule.ContainsKey("nonResourceURLs")).Select(rule => rule.DeepClone())]),
            ["incomplete"] = false,
        };
    }

    private JsonObject Token(string token) => authenticator.ByToken(token) is { } user
        ? new JsonObject { ["authenticated"] = true, ["user"] = user.ToJson() }
        : new JsonObject { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" };
}
