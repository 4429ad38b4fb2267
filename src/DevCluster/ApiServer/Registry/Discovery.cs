using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The documents from which clients learn which kinds are served.</summary>
internal static class Discovery
{
    public static JsonObject Core(string address) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = address }),
    };

    public static JsonObject Groups(ResourceRegistry registry) => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. registry.All.Where(resource => resource.Group.Length > 0)
            .GroupBy(resource => resource.Group, StringComparer.Ordinal).Select(Describe)]),
    };

    /// <summary>One group, or null when none of that name is served.</summary>
    public static JsonObject? Group(ResourceRegistry registry, string name)
    {
        var group = registry.All.Where(resource => resource.Group == name).GroupBy(resource => resource.Group, StringComparer.Ordinal).FirstOrDefault();
        if (group is null)
        {
            return null;
        }

        var description = Describe(group);
        description.Insert(0, "kind", "APIGroup");
        description.Insert(1, "apiVersion", "v1");
        return description;
    }

    /// <summary>The resources of a group version, or null when it is not served.</summary>
    public static JsonObject? Resources(ResourceRegistry registry, string group, string version)
    {
        var resources = registry.All.Where(resource => resource.Group == group && resource.Version == version).ToList();
        return resources.Count == 0 ? null : new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = resources[0].ApiVersion,
            ["resources"] = new JsonArray([.. resources.SelectMany(Entries)]),
        };
    }

    private static JsonObject Describe(IGrouping<string, ResourceDefinition> group)
    {
        var versions = group.Select(resource => resource.Version).Distinct(StringComparer.Ordinal)
            .OrderBy(version => version, ApiVersionOrder.Instance).Select(version => Versioned(group.Key, version)).ToList();
        return new JsonObject
        {
            ["name"] = group.Key,
            ["versions"] = new JsonArray([.. versions]),
            ["preferredVersion"] = versions[0].DeepClone(),
        };
    }

    private static JsonObject Versioned(string group, string version) =>
        new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static IEnumerable<JsonNode?> Entries(ResourceDefinition resource)
    {
        var entry = Entry(resource.Plural, resource.Singular, resource, resource.Verbs);
        if (resource.ShortNames.Count > 0)
        {
            entry["shortNames"] = resource.ShortNames.ToJsonArray();
        }

        if (resource.Categories.Count > 0)
        {
            entry["categories"] = resource.Categories.ToJsonArray();
        }

        yield return entry;
        if (resource.HasStatus)
        {
            yield return Entry($"{resource.Plural}/status", "", resource, ["get", "patch", "update"]);
        }
    }

    private static JsonObject Entry(string name, string singular, ResourceDefinition resource, IEnumerable<string> verbs) => new()
    {
        ["name"] = name,
        ["singularName"] = singular,
        ["namespaced"] = resource.Namespaced,
        ["kind"] = resource.Kind,
        ["verbs"] = verbs.ToJsonArray(),
    };
}
