using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>What APIM and gateways get of a v2 API alike: the spec with every id filled in.</summary>
internal static class ApiDefinitionBody
{
    public static JsonObject Create(ApiDefinitionSpec spec, ObjectMeta metadata, ApiDefinitionStatus? status)
    {
        var body = JsonSerializer.SerializeToNode(spec, ContractsJson.Relaxed.ApiDefinitionSpec)!.AsObject();
        body.Remove("consoleNotificationConfiguration");
        body["definition_context"] = DefinitionContext(spec);
        body.AddMissing(
            "tags", "labels", "properties", "metadata", "resources", "groups", "groupRefs", "categories",
            "flows", "path_mappings", "plans", "members", "pages");

        var owner = $"{metadata.Namespace}/{metadata.Name}";
        var id = PayloadNodes.First(status?.Id, spec.Id, metadata.Uid) ?? Ids.UuidXxh3(owner);
        body["id"] = id;
        body["crossId"] = PayloadNodes.First(status?.CrossId, spec.CrossId) ?? Ids.UuidXxh3(owner);
        IdentifyPlans(body, id, status?.Plans);
        PageIds.Assign(body, id, owner);
        return body;
    }

    private static JsonObject DefinitionContext(ApiDefinitionSpec spec)
    {
        var given = spec.DefinitionContext;
        var fromApim = spec.Local is not true
            || string.Equals(given?.SyncFrom, DefinitionOrigins.Management, StringComparison.OrdinalIgnoreCase);
        return new()
        {
            ["mode"] = PayloadNodes.First(given?.Mode) ?? DefinitionModes.FullyManaged,
            ["origin"] = PayloadNodes.First(given?.Origin) ?? DefinitionOrigins.Kubernetes,
            ["syncFrom"] = (fromApim ? DefinitionOrigins.Management : DefinitionOrigins.Kubernetes).ToUpperInvariant(),
        };
    }

    // A plan's own id is not asked for: APIM holds plans under the derived one, and takes one with another id for a new plan.
    private static void IdentifyPlans(JsonObject body, string apiId, Dictionary<string, string>? known)
    {
        foreach (var plan in body.Items("plans"))
        {
            var name = plan.Text("name") ?? "";
            var crossId = plan.Text("crossId") ?? Ids.UuidXxh3(apiId, "/", name);
            plan["crossId"] = crossId;
            plan["id"] = PayloadNodes.First(known?.GetValueOrDefault(crossId)) ?? Ids.UuidXxh3(crossId, "/", name);
        }
    }
}
