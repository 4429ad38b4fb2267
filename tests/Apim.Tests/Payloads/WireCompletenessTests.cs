using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Testing;
using static Gko.Apim.Tests.Payloads.PayloadSamples;

namespace Gko.Apim.Tests.Payloads;

/// <summary>Whatever an author writes reaches APIM and gateways, but for the fields that belong to the operator.</summary>
public sealed class WireCompletenessTests
{
    private const int Objects = 150;

    private static readonly JsonObject SpecV2 = ExampleApis.Schema("ApiDefinition")["properties"]!["spec"]!.AsObject();
    private static readonly JsonObject SpecV4 = ExampleApis.Schema("ApiV4Definition")["properties"]!["spec"]!.AsObject();

    /// <summary>Each with the reason: none of them can be set by an author.</summary>
    private static readonly HashSet<string> Overwritten =
    [
        "contextRef", "local", "definition_context", "definitionContext", // where the operator works and what it makes of that
        "consoleNotificationConfiguration", "consoleNotification", // from Notification objects
        "id", "crossId", "hrid", // see the tests of identity
        "plans.*.id", "plans.*.hrid", "plans.*.generalConditionsHrid",
        "pages.*.api", "pages.*.hrid", "pages.*.parentHrid", "pages.*.parentId",
    ];

    private static readonly HashSet<string> DerivedWhenEmpty = ["plans.*.crossId", "pages.*.id", "pages.*.crossId"];

    [Fact]
    public void V2Body_AnySpec_HoldsEveryField() => ForEachSeed(SpecV2, node =>
    {
        var body = Body(ApiDefinitionPayload.Create(node.Deserialize(ContractsJson.Relaxed.ApiDefinitionSpec)!, Meta(), null));

        return Missing(node, body);
    });

    [Fact]
    public void V2Gateway_AnySpec_HoldsEveryField() => ForEachSeed(SpecV2, node =>
    {
        node.Remove("contextRef"); // with one, plans are told the API's id
        var config = GatewayDefinition.OfV2(node.Deserialize(ContractsJson.Relaxed.ApiDefinitionSpec)!, Meta(), null);

        return Missing(node, Definition(config));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void V4Body_AnySpec_HoldsEveryField(bool uuid) => ForEachSeed(SpecV4, node =>
    {
        node["id"] = uuid ? Uid : "";
        var import = Create(node.Deserialize(ContractsJson.Relaxed.ApiV4DefinitionSpec)!);
        if (import.Problems.Count > 0)
        {
            return [];
        }

        var body = Body(import);
        AsMap(body, "plans", node);
        AsMap(body, "pages", node);
        return Missing(Expected(node, uuid), body);
    });

    [Fact]
    public void V4Gateway_AnySpec_IsTheSameExceptInTheGatewaysWords() => ForEachSeed(SpecV4, node =>
    {
        var spec = node.Deserialize(ContractsJson.Relaxed.ApiV4DefinitionSpec)!;
        var definition = Definition(GatewayDefinition.OfV4(spec, Meta(), null));

        string[] free = ["properties", "metadata", "resources", "responseTemplates", "services", "members", "failover", "portalNavigation"];
        return free.SelectMany(name => node[name] is null ? [] : Difference(name, node[name], definition[name]));
    });

    private static void ForEachSeed(JsonObject schema, Func<JsonObject, IEnumerable<string>> findMissing)
    {
        for (var seed = 0; seed < Objects; seed++)
        {
            findMissing(new SchemaSampler(seed).Sample(schema).AsObject()).ShouldBeEmpty($"seed {seed}");
        }
    }

    /// <summary>What an author wrote, after the one rewriting that is made of it.</summary>
    private static JsonObject Expected(JsonObject node, bool uuid)
    {
        var expected = node.DeepClone().AsObject();
        foreach (var plan in (expected["plans"] as JsonObject ?? []).Select(plan => plan.Value!.AsObject()))
        {
            if (!uuid && plan["generalConditions"]?.GetValue<string>() is { Length: > 0 })
            {
                plan.Remove("generalConditions");
            }
        }

        return expected;
    }

    /// <summary>Undoes the turning into a list, so that places can be compared.</summary>
    private static void AsMap(JsonObject body, string name, JsonObject node)
    {
        var items = (body[name] as JsonArray ?? []).ToDictionary(item => item.Text("hrid")!, item => item!.DeepClone());
        body[name] = node[name] is JsonObject map
            ? new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)items[Hrids.OfKey(entry.Key)])))
            : null;
    }

    private static IEnumerable<string> Missing(JsonNode? expected, JsonNode? actual, string place = "")
    {
        if (Overwritten.Contains(place) || (DerivedWhenEmpty.Contains(place) && (string?)expected is ""))
        {
            return [];
        }

        return expected switch
        {
            JsonObject fields => fields.SelectMany(field => Missing(
                field.Value, (actual as JsonObject)?[field.Key], Below(place, place is "plans" or "pages" ? "*" : field.Key))),
            JsonArray list => list.Count != (actual as JsonArray)?.Count
                ? [$"{place}: {actual?.ToJsonString()} is no list of {list.Count}"]
                : list.SelectMany((item, index) => Missing(item, actual![index], Below(place, "*"))),
            _ => Difference(place, expected, actual),
        };
    }

    private static string[] Difference(string place, JsonNode? expected, JsonNode? actual) =>
        JsonNode.DeepEquals(expected, actual) ? [] : [$"{place}: {actual?.ToJsonString() ?? "nothing"} instead of {expected?.ToJsonString()}"];

    private static string Below(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";
}
