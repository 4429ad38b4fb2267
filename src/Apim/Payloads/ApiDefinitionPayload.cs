using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Contracts.V2;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>
/// Turns a v2 API of the cluster into the body that APIM imports. Works on a copy: specs come from caches that all share.
/// </summary>
public static class ApiDefinitionPayload
{
    /// <summary>APIM tells an absent list from an empty one, and has always been sent these.</summary>
    private static readonly string[] AlwaysPresent =
    [
        "tags", "labels", "properties", "metadata", "resources", "groups", "groupRefs", "categories",
        "flows", "path_mappings", "plans", "members", "pages",
    ];

    /// <summary>Builds the body from a spec whose references and templates are resolved already.</summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="metadata">Gives namespace, name and uid, from which ids are derived.</param>
    /// <param name="status">Ids that APIM gave before win over all others.</param>
    /// <param name="notification">Who is told about events, from the API's Notification objects; the spec's own is ignored.</param>
    public static ApiPayload Create(
        ApiDefinitionSpec spec, ObjectMeta metadata, ApiDefinitionStatus? status, ConsoleNotification? notification = null)
    {
        var json = ContractsJson.Relaxed;
        var body = JsonSerializer.SerializeToNode(spec, json.ApiDefinitionSpec)!.AsObject();
        body.Remove("contextRef");
        body.Remove("local");
        body["definition_context"] = DefinitionContext(spec);
        body.Remove("consoleNotificationConfiguration");
        if (notification is not null)
        {
            body["consoleNotificationConfiguration"] = JsonSerializer.SerializeToNode(notification, json.ConsoleNotification);
        }

        foreach (var name in AlwaysPresent)
        {
            body.TryAdd(name, null);
        }

        var owner = $"{metadata.Namespace}/{metadata.Name}";
        var id = First(status?.Id, spec.Id, metadata.Uid) ?? Ids.UuidXxh3(owner);
        var crossId = First(status?.CrossId, spec.CrossId) ?? Ids.UuidXxh3(owner);
        body["id"] = id;
        body["crossId"] = crossId;
        IdentifyPlans(body["plans"] as JsonArray, id, status?.Plans);
        IdentifyPages(body["pages"] as JsonObject, id, owner);
        return new(id, crossId, CanonicalJson.Write(body), Hash(body));
    }

    private static JsonObject DefinitionContext(ApiDefinitionSpec spec)
    {
        var given = spec.DefinitionContext;
        var fromApim = spec.Local is not true
            || string.Equals(given?.SyncFrom, DefinitionOrigins.Management, StringComparison.OrdinalIgnoreCase);
        return new()
        {
            ["mode"] = First(given?.Mode) ?? DefinitionModes.FullyManaged,
            ["origin"] = First(given?.Origin) ?? DefinitionOrigins.Kubernetes,
            ["syncFrom"] = (fromApim ? DefinitionOrigins.Management : DefinitionOrigins.Kubernetes).ToUpperInvariant(),
        };
    }

    private static void IdentifyPlans(JsonArray? plans, string apiId, Dictionary<string, string>? known)
    {
        foreach (var plan in plans?.OfType<JsonObject>() ?? [])
        {
            var name = Text(plan, "name") ?? "";
            var crossId = Text(plan, "crossId") ?? Ids.UuidXxh3(apiId, "/", name);
            plan["crossId"] = crossId;
            plan["id"] = known?.GetValueOrDefault(crossId) ?? Ids.UuidXxh3(crossId, "/", name);
        }
    }

    private static void IdentifyPages(JsonObject? pages, string apiId, string owner)
    {
        foreach (var (key, value) in pages?.ToList() ?? [])
        {
            if (value is not JsonObject page)
            {
                continue;
            }

            page["api"] = apiId;
            page["crossId"] = Text(page, "crossId") ?? Ids.UuidXxh3(owner, "/", key);
            page["id"] = Text(page, "id") ?? Ids.UuidXxh3(apiId, "/", key);
            if (Text(page, "parent") is { } parent)
            {
                page["parentId"] = Ids.UuidXxh3(apiId, "/", parent);
            }
        }
    }

    private static string Hash(JsonObject body)
    {
        body.Remove("id");
        foreach (var plan in (body["plans"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            plan.Remove("id");
        }

        return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(body).Span));
    }

    private static string? Text(JsonObject item, string name) => First(item[name]?.GetValue<string>());

    private static string? First(params ReadOnlySpan<string?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (!string.IsNullOrEmpty(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
