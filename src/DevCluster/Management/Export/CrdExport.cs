using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Export;

/// <summary>Prints a stored API as the manifest that would create it.</summary>
internal static class CrdExport
{
    public static Reply Export(Call call, StoredApi api, IReadOnlyList<DevUser> users)
    {
        var name = api.Definition.Text("name") ?? api.Id;
        var file = $"{name}-{api.Definition.Text("version")}.yml".ToLowerInvariant().Replace(' ', '-');
        return new(200, Text: CrdManifest.Write("ApiDefinition", name, Known(Spec(call, api, users))), ContentType: "application/yaml")
        {
            Headers = new Dictionary<string, string> { ["Content-Disposition"] = $"attachment;filename={file}" },
        };
    }

    private static JsonObject Spec(Call call, StoredApi api, IReadOnlyList<DevUser> users)
    {
        var excluded = call.QueryList("exclude");
        var spec = api.Definition.DeepClone().AsObject();
        spec["id"] = api.Id;
        spec["crossId"] = api.CrossId;
        spec["state"] = api.State;
        spec["visibility"] = api.Visibility;
        spec["lifecycle_state"] = api.Lifecycle;
        spec["categories"] = JsonText.ToArray(api.Categories.Select(id => Category(call.Environment, id)));
        spec["notifyMembers"] = api.NotifyMembers;
        Lists(spec, api, users, excluded);
        Overrides(call, spec);
        FixHeaders(spec);
        return spec;
    }

    private static void Lists(JsonObject spec, StoredApi api, IReadOnlyList<DevUser> users, IReadOnlyList<string> excluded)
    {
        if (!excluded.Contains("groups"))
        {
            spec["groups"] = JsonText.ToArray(api.Groups);
        }

        if (!excluded.Contains("members"))
        {
            spec["members"] = CrdManifest.Members(api, users);
        }

        if (!excluded.Contains("plans"))
        {
            spec["plans"] = JsonText.ToArray(api.Plans.Where(plan => plan.Text("status") != "CLOSED").Select(JsonNode (plan) =>
            {
                var copy = plan.DeepClone().AsObject();
                copy["api"] = api.Id;
                return copy;
            }));
        }

        if (!excluded.Contains("pages"))
        {
            spec["pages"] = Pages(api);
        }

        if (!excluded.Contains("metadata"))
        {
            spec["metadata"] = JsonText.ToArray(api.Metadata.Values.Select(entry => entry.DeepClone()));
        }
    }

    private static JsonObject Pages(StoredApi api)
    {
        var pages = new JsonObject();
        foreach (var page in api.Pages)
        {
            pages[page.Text("name") ?? page.Text("id") ?? ""] = page.DeepClone();
        }

        return pages;
    }

    private static void Overrides(Call call, JsonObject spec)
    {
        if (call.Query("managementContextName") is { Length: > 0 } context)
        {
            spec["contextRef"] = new JsonObject
            {
                ["name"] = context,
                ["namespace"] = call.Query("managementContextNamespace") ?? "default",
            };
        }

        if (call.Query("version") is { Length: > 0 } version)
        {
            spec["version"] = version;
        }

        if (call.Query("contextPath") is { Length: > 0 } path)
        {
            spec["proxy"]!["virtual_hosts"] = new JsonArray(new JsonObject { ["path"] = path });
        }

        if (call.Flag("removeIds"))
        {
            spec.Remove("id");
            spec.Remove("crossId");
            foreach (var plan in spec.Objects("plans"))
            {
                plan.Remove("id");
                plan.Remove("crossId");
                plan.Remove("api");
            }
        }
    }

    /// <summary>APIs that did not come from a cluster have headers as a list where the manifest has a map.</summary>
    private static void FixHeaders(JsonObject spec)
    {
        foreach (var group in spec["proxy"].Objects("groups").Where(group => group["headers"] is JsonArray))
        {
            var map = new JsonObject();
            foreach (var header in group.Objects("headers"))
            {
                map[header.Text("name") ?? ""] = header.Text("value");
            }

            group["headers"] = map;
        }
    }

    /// <summary>Leaves only what the manifest's schema knows, because a strict API server refuses anything else.</summary>
    private static JsonObject Known(JsonObject spec)
    {
        var json = ContractsJson.Relaxed.ApiDefinitionSpec;
        return JsonSerializer.SerializeToNode(spec.Deserialize(json)!, json)!.AsObject();
    }

    private static string Category(DevEnvironment environment, string id) =>
        environment.Categories.Find(category => category.Id == id)?.Key ?? id;
}
