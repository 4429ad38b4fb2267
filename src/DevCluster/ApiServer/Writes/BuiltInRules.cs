using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.ApiServer;

/// <summary>What built-in kinds do beyond their schema: derived fields and rules between fields.</summary>
internal static partial class BuiltInRules
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    public static void Complete(ResourceDefinition resource, JsonObject node)
    {
        switch (resource.QualifiedName)
        {
            case "secrets":
                MergeStringData(node);
                break;
            case "namespaces" when node.Child("metadata").Text("name") is { Length: > 0 } name:
                node.Metadata().Ensure("labels")["kubernetes.io/metadata.name"] = name;
                break;
            case "rolebindings." + RbacGroup or "clusterrolebindings." + RbacGroup:
                NameSubjectGroups(node);
                break;
            case "customresourcedefinitions.apiextensions.k8s.io":
                DefinitionRules.Complete(node);
                break;
            default:
                break;
        }
    }

    /// <summary>What a new object starts with.</summary>
    public static void Begin(ResourceDefinition resource, JsonObject node)
    {
        switch (resource.QualifiedName)
        {
            case "namespaces":
                node.Ensure("spec")["finalizers"] = new JsonArray("kubernetes");
                node["status"] = new JsonObject { ["phase"] = "Active" };
                break;
            case "customresourcedefinitions.apiextensions.k8s.io":
                DefinitionRules.Begin(node);
                break;
            default:
                break;
        }
    }

    public static List<FieldError> Validate(ResourceDefinition resource, JsonObject node, JsonObject? old) => resource.QualifiedName switch
    {
        "secrets" => [.. DataKeys(node, "data"), .. Immutable(node, old, "data", "type"), .. SameType(node, old)],
        "configmaps" => [.. DataKeys(node, "data"), .. DataKeys(node, "binaryData"), .. Immutable(node, old, "data", "binaryData")],
        "events" => EventNamespace(node),
        "leases.coordination.k8s.io" => LeaseDuration(node),
        "rolebindings." + RbacGroup or "clusterrolebindings." + RbacGroup => SameRole(node, old),
        "customresourcedefinitions.apiextensions.k8s.io" => DefinitionRules.Validate(node, old),
        "mutatingwebhookconfigurations.admissionregistration.k8s.io" or
            "validatingwebhookconfigurations.admissionregistration.k8s.io" => WebhookRules.Validate(node),
        _ => [],
    };

    private static void MergeStringData(JsonObject node)
    {
        if (node.Child("stringData") is not { } plain)
        {
            return;
        }

        node.Remove("stringData");
        foreach (var (key, value) in plain)
        {
            node.Ensure("data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value.AsText() ?? ""));
        }
    }

    private static void NameSubjectGroups(JsonObject node)
    {
        foreach (var subject in (node.Items("subjects") ?? []).OfType<JsonObject>())
        {
            if (subject.Text("kind") is "User" or "Group" && string.IsNullOrEmpty(subject.Text("apiGroup")))
            {
                subject["apiGroup"] = RbacGroup;
            }
        }
    }

    private static IEnumerable<FieldError> DataKeys(JsonObject node, string map) =>
        (node.Child(map) ?? []).Select(pair => pair.Key).Where(key => !KeyPattern().IsMatch(key)).Select(key => FieldError.Invalid(
            $"{map}[{key}]", key,
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', "
            + "regex used for validation is '[-._a-zA-Z0-9]+')"));

    private static IEnumerable<FieldError> Immutable(JsonObject node, JsonObject? old, params string[] fields) =>
        old.Flag("immutable") is true
            ? fields.Where(field => !JsonTree.Same(node[field], old?[field]))
                .Select(field => FieldError.Forbidden(field, "field is immutable when `immutable` is set"))
            : [];

    private static IEnumerable<FieldError> SameType(JsonObject node, JsonObject? old) =>
        old is not null && node.Text("type") != old.Text("type")
            ? [FieldError.Invalid("type", node["type"], "field is immutable")]
            : [];

    private static List<FieldError> SameRole(JsonObject node, JsonObject? old) =>
        old is not null && !JsonTree.Same(node["roleRef"], old["roleRef"])
            ? [FieldError.Invalid("roleRef", node["roleRef"], "cannot change roleRef")]
            : [];

    private static List<FieldError> EventNamespace(JsonObject node)
    {
        var about = node.Child("involvedObject").Text("namespace") ?? "";
        var own = node.Child("metadata").Text("namespace");
        return about == own || (about.Length == 0 && own == "default")
            ? []
            : [FieldError.Invalid("involvedObject.namespace", about, "does not match event.namespace")];
    }

    private static List<FieldError> LeaseDuration(JsonObject node) =>
        node.Child("spec").Number("leaseDurationSeconds") is <= 0 and var seconds
            ? [FieldError.Invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0")]
            : [];

    [GeneratedRegex(@"^[-._a-zA-Z0-9]+$")]
    private static partial Regex KeyPattern();
}
