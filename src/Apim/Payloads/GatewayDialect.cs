using System.Text.Json.Nodes;
using Gko.Contracts.Wire;

namespace Gko.Apim.Payloads;

/// <summary>
/// Rewrites a v4 API in the words of gateways, which differ from those of the custom resource: enumerated values are lower-case
/// with dashes, plans are a list named by their keys, the API's version has another name. Free-form parts keep every key.
/// </summary>
internal static class GatewayDialect
{
    public static void Translate(JsonObject body)
    {
        body["apiVersion"] = body["version"]?.DeepClone();
        body["definitionVersion"] = DefinitionVersions.Gateway;
        Lower(body, "type");
        Lower(body["flowExecution"], "mode");
        TranslateFlows(body);
        TranslateListeners(body);
        TranslateEndpointGroups(body);
        TranslateSampling(body["analytics"] as JsonObject);
        foreach (var (key, plan) in body.Entries("plans"))
        {
            plan["name"] = key;
            Lower(plan, "mode");
            Lower(plan, "status");
            Lower(plan["security"], "type");
            TranslateFlows(plan);
        }

        body.ToList("plans");
    }

    private static void TranslateListeners(JsonObject body)
    {
        foreach (var listener in body.Items("listeners"))
        {
            Lower(listener, "type");
            foreach (var entrypoint in listener.Items("entrypoints"))
            {
                Lower(entrypoint, "qos");
                if (entrypoint["dlq"] is JsonObject { Count: 0 })
                {
                    entrypoint.Remove("dlq");
                }
            }
        }
    }

    // Gateways refuse groups and endpoints without a name; the custom resource does not.
    private static void TranslateEndpointGroups(JsonObject body)
    {
        NameAll(body.Items("endpointGroups"), "group");
        foreach (var group in body.Items("endpointGroups"))
        {
            Lower(group["loadBalancer"], "type");
            NameAll(group.Items("endpoints"), $"{group.Text("name")}-endpoint");
        }
    }

    private static void NameAll(IEnumerable<JsonObject> items, string prefix)
    {
        foreach (var (index, item) in items.Index())
        {
            item["name"] = item.Text("name") ?? $"{prefix}-{index + 1}";
        }
    }

    private static void TranslateFlows(JsonObject owner)
    {
        foreach (var selector in owner.Items("flows").SelectMany(flow => flow.Items("selectors")))
        {
            Lower(selector, "type");
        }
    }

    private static void TranslateSampling(JsonObject? analytics)
    {
        if (analytics?["sampling"] is JsonObject sampling)
        {
            var translated = sampling.DeepClone().AsObject();
            Lower(translated, "type");
            analytics["messageSampling"] = translated;
        }
    }

    private static void Lower(JsonNode? item, string name)
    {
        if (item is JsonObject fields && fields.Text(name) is { } value)
        {
            fields[name] = value.ToLowerInvariant().Replace('_', '-');
        }
    }
}
