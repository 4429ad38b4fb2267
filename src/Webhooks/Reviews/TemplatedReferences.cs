using System.Text.Json;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Finds references to other namespaces that a template decides. Whether an author may follow a reference is asked when it is
/// written; what a template makes of it later, when the ConfigMap behind it has changed, nobody is asked about.
/// </summary>
internal static class TemplatedReferences
{
    private const string Opening = "[[";

    private static readonly HashSet<string> References = new(StringComparer.Ordinal)
    {
        "contextRef", "secretRef", "ref", "groupRefs", "notificationsRefs", "sharedPolicyGroupRef", "portalRef", "apiRef", "api", "application",
    };

    private static readonly string[] PolicyGroupIds = ["hrid", "sharedPolicyGroupId"];

    /// <summary>
    /// The fields of such references; a name that is a template is one only beside a namespace, the id of a policy group always:
    /// it may be that of any namespace.
    /// </summary>
    /// <param name="spec">A spec with its templates as written.</param>
    public static IEnumerable<string> FieldsOf(JsonElement spec) => Walk(spec, "spec", isReference: false);

    private static IEnumerable<string> Walk(JsonElement item, string path, bool isReference) => item.ValueKind switch
    {
        JsonValueKind.Object when isReference && IsOpen(item) => [path],
        JsonValueKind.Object when IsOpenStep(item) => [$"{path}.configuration"],
        JsonValueKind.Object => item.EnumerateObject().SelectMany(
            member => Walk(member.Value, $"{path}.{member.Name}", References.Contains(member.Name))),
        JsonValueKind.Array => item.EnumerateArray().SelectMany((child, index) => Walk(child, $"{path}[{index}]", isReference)),
        _ => [],
    };

    private static bool IsOpen(JsonElement reference) =>
        Text(reference, "namespace") is { Length: > 0 } ns
        && (ns.Contains(Opening, StringComparison.Ordinal) || Text(reference, "name")?.Contains(Opening, StringComparison.Ordinal) == true);

    private static bool IsOpenStep(JsonElement step) =>
        Text(step, "policy") is { } policy
        && (policy == PolicyGroupSteps.Policy || policy.Contains(Opening, StringComparison.Ordinal))
        && !step.TryGetProperty("sharedPolicyGroupRef", out _)
        && step.TryGetProperty("configuration", out var configuration) && configuration.ValueKind is JsonValueKind.Object
        && PolicyGroupIds.Any(name => Text(configuration, name) is { } id
            && (policy != PolicyGroupSteps.Policy || id.Contains(Opening, StringComparison.Ordinal)));

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
