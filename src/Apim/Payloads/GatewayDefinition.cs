using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>
/// Turns an API of the cluster into what gateways read from a ConfigMap. They are told everything they need to know and may be
/// told more: unknown fields do not disturb them. Unlike upstream's, the definition's keys are sorted, <c>&lt;</c>, <c>&gt;</c>
/// and <c>&amp;</c> stay as they are, and nothing in it depends on notifications, which gateways do not send.
/// </summary>
public static class GatewayDefinition
{
    private static readonly ImmutableSortedDictionary<string, string> Labels =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
            .Add(GatewayLabels.ManagedBy, GatewayLabels.ManagedByValue)
            .Add(GatewayLabels.Kind, GatewayLabels.KindValue);

    /// <summary>The ConfigMap of a v2 API whose references and templates are resolved already.</summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="metadata">Gives namespace, name and uid, from which ids are derived.</param>
    /// <param name="status">The ids that APIM answered, where the API has a context.</param>
    public static GatewayConfig OfV2(ApiDefinitionSpec spec, ObjectMeta metadata, ApiDefinitionStatus? status)
    {
        var body = ApiDefinitionBody.Create(spec, metadata, status);
        foreach (var plan in body.Items("plans"))
        {
            if (spec.ContextRef is not null)
            {
                plan["api"] = body.Text("id");
            }

            // APIM reads the one name, gateways the other.
            if (plan.Text("selection_rule") is { } rule)
            {
                plan["selectionRule"] = rule;
            }
        }

        return Create(body, status, version: null, []);
    }

    /// <summary>The ConfigMap of a v4 API whose references and templates are resolved already.</summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="metadata">Gives namespace and name, from which ids are derived.</param>
    /// <param name="status">The ids that APIM answered, where the API has a context.</param>
    public static GatewayConfig OfV4(ApiV4DefinitionSpec spec, ObjectMeta metadata, ApiV4DefinitionStatus? status)
    {
        var body = ApiV4Body.Create(spec, metadata, status);
        if (ApiV4Address.ForImport(spec, metadata, status).IsUuid)
        {
            body.Remove("hrid");
        }
        else
        {
            AddIds(body, spec, status);
            RenamePages(body);
        }

        GatewayDialect.Translate(body);
        return Create(body, status, DefinitionVersions.Gateway, HridCollisions.Find(spec));
    }

    // APIM derives these ids by itself and does not tell those of plans; gateways need them all.
    private static void AddIds(JsonObject body, ApiV4DefinitionSpec spec, ApiV4DefinitionStatus? status)
    {
        var hrid = body.Text("hrid")!;
        var id = PayloadNodes.First(status?.Id) ?? Ids.UuidXxh3(hrid);
        body["id"] = id;
        var inApim = spec.ContextRef is not null && status is { OrganizationId.Length: > 0, EnvironmentId.Length: > 0 };
        foreach (var (key, plan) in body.Entries("plans"))
        {
            plan["id"] = inApim
                ? PayloadNodes.First(plan.Text("id"), ApiV4Body.KnownPlanId(status, key))
                    ?? Ids.UuidV3(Ids.UuidV3(status!.OrganizationId!, hrid), status.EnvironmentId!, Hrids.OfKey(key))
                : ApiV4Body.KnownPlanId(status, key) ?? Ids.UuidXxh3(id, key);
        }
    }

    private static void RenamePages(JsonObject body)
    {
        var pages = body.Entries("pages");
        if (body["pages"] is JsonObject map)
        {
            map.Clear();
            foreach (var (key, page) in pages)
            {
                map[Hrids.OfKey(key)] = page;
            }
        }
    }

    private static GatewayConfig Create(JsonObject body, ApiStatus? status, string? version, List<PayloadProblem> problems)
    {
        var known = status is { OrganizationId.Length: > 0 };
        var data = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [GatewayConfigKeys.Definition] = Encoding.UTF8.GetString(CanonicalJson.Write(body).Span),
            [GatewayConfigKeys.OrganizationId] = known ? status!.OrganizationId! : GatewayConfigKeys.DefaultId,
            [GatewayConfigKeys.EnvironmentId] =
                PayloadNodes.First(known ? status!.EnvironmentId : null) ?? GatewayConfigKeys.DefaultId,
        };
        if (version is not null)
        {
            data[GatewayConfigKeys.DefinitionVersion] = version;
        }

        var hash = PayloadNodes.Hash(JsonSerializer.SerializeToUtf8Bytes(data, PayloadJson.Default.SortedDictionaryStringString));
        return new(data, Labels, hash) { Problems = problems };
    }
}
