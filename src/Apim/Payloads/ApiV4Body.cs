using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>What APIM and gateways get of a v4 API alike, with plans and pages still as maps.</summary>
internal static class ApiV4Body
{
    public static JsonObject Create(ApiV4DefinitionSpec spec, ObjectMeta metadata, ApiV4DefinitionStatus? status)
    {
        var body = JsonSerializer.SerializeToNode(spec, ContractsJson.Relaxed.ApiV4DefinitionSpec)!.AsObject();
        body.Remove("contextRef");
        body.Remove("consoleNotification");
        body["definitionContext"] = DefinitionContext(spec);
        body.AddMissing(
            "tags", "labels", "properties", "metadata", "resources", "groups", "groupRefs", "categories",
            "listeners", "endpointGroups", "flows", "plans", "pages");
        foreach (var (_, plan) in body.Entries("plans"))
        {
            plan.AddMissing("tags", "characteristics", "flows", "excludedGroups");
        }

        CopyConnectFlows(body);
        Identify(body, ApiV4Address.ForImport(spec, metadata, status), metadata, status);
        return body;
    }

    /// <summary>The id that APIM answered for a plan. Upstream wrote some under the plan's key, others under its human-readable id.</summary>
    public static string? KnownPlanId(ApiV4DefinitionStatus? status, string key) => PayloadNodes.First(
        status?.Plans?.GetValueOrDefault(Hrids.OfKey(key)), status?.Plans?.GetValueOrDefault(key));

    private static JsonObject DefinitionContext(ApiV4DefinitionSpec spec) => new()
    {
        ["origin"] = PayloadNodes.First(spec.DefinitionContext?.Origin) ?? DefinitionSources.Kubernetes,
        ["syncFrom"] = PayloadNodes.First(spec.DefinitionContext?.SyncFrom) ?? DefinitionSources.Management,
    };

    // The CRD's name for these steps is known neither to APIM nor to gateways.
    private static void CopyConnectFlows(JsonObject body)
    {
        var ofPlans = body.Entries("plans").SelectMany(plan => plan.Value.Items("flows"));
        foreach (var flow in body.Items("flows").Concat(ofPlans))
        {
            if (flow["connect"] is JsonArray steps)
            {
                flow["entrypointConnect"] = steps.DeepClone();
            }
        }
    }

    private static void Identify(JsonObject body, ApiV4Address address, ObjectMeta metadata, ApiV4DefinitionStatus? status)
    {
        body["hrid"] = address.Reference;
        foreach (var (key, plan) in body.Entries("plans"))
        {
            plan["hrid"] = Hrids.OfKey(key);
        }

        foreach (var (key, page) in body.Entries("pages"))
        {
            page["hrid"] = Hrids.OfKey(key);
        }

        if (address.IsUuid)
        {
            IdentifyByUuid(body, address.Reference, $"{metadata.Namespace}/{metadata.Name}", status);
        }
        else
        {
            IdentifyByHrid(body, address.Reference, status);
        }
    }

    private static void IdentifyByUuid(JsonObject body, string id, string owner, ApiV4DefinitionStatus? status)
    {
        body["id"] = id;
        body["crossId"] = PayloadNodes.First(status?.CrossId, body.Text("crossId")) ?? Ids.UuidXxh3(owner);
        foreach (var (key, plan) in body.Entries("plans"))
        {
            // A plan's own id is not asked for: APIM holds plans under the derived one, and deletes those it is not sent.
            plan["id"] = KnownPlanId(status, key) ?? Ids.UuidXxh3(id, key);
        }

        PageIds.Assign(body, id, owner);
    }

    private static void IdentifyByHrid(JsonObject body, string hrid, ApiV4DefinitionStatus? status)
    {
        body.Remove("id");
        if (ApiV4Address.IsManaged(status))
        {
            CrossIds.Keep(body, hrid, status?.CrossId, status?.OrganizationId);
        }

        foreach (var (_, plan) in body.Entries("plans"))
        {
            if (plan.Text("generalConditions") is { } page)
            {
                plan.Remove("generalConditions");
                plan["generalConditionsHrid"] = Hrids.OfKey(page);
            }
        }

        foreach (var (_, page) in body.Entries("pages"))
        {
            page["api"] = hrid;
            if (page.Text("parent") is { } parent)
            {
                page["parentHrid"] = Hrids.OfKey(parent);
            }
        }
    }
}
