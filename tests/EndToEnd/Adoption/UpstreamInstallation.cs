using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;
using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Adoption;

/// <summary>A namespace and its APIM environment as upstream's operator leaves them. Made while no operator runs.</summary>
internal sealed class UpstreamInstallation(ClusterFixture cluster, string ns)
{
    private const string Environment = "organizations/DEFAULT/environments/DEFAULT/apis";
    private const string Properties =
        """
          properties:
          - {key: token, value: '[[ secret "vault/token" ]]'}
          - {key: region, value: '[[ configmap "settings/region" ]]'}
        """;

    /// <summary>Kind and name of each API.</summary>
    public IReadOnlyList<(string Kind, string Name)> Apis { get; } =
    [
        (Manifests.V2, $"{ns}-v2"), (Manifests.V4, $"{ns}-hrid"), (Manifests.V4, $"{ns}-uuid"),
    ];

    /// <summary>A v2 API that only gateways of the cluster read, and their ConfigMap.</summary>
    public string Local { get; } = $"{ns}-local";

    /// <summary>Creates the objects, imports the APIs and stores the status of all.</summary>
    public async Task CreateAsync()
    {
        await cluster.NewNamespaceAsync(ns, withContext: false);
        await cluster.Kubectl.SucceedAsync(
            Manifests.Values("Secret", "login", ns, ("username", "admin"), ("password", "admin")),
            Manifests.Values("Secret", "vault", ns, ("token", "hidden")),
            Manifests.Values("ConfigMap", "settings", ns, ("region", "west")),
            Manifests.ContextWithSecret("apim", ns, "login"),
            Manifests.Api(Apis[0].Name, ns, more: Properties),
            Manifests.ApiV4(Apis[1].Name, ns, more: Properties),
            Manifests.ApiV4(Apis[2].Name, ns, more: Properties),
            Manifests.Api(Local, ns, context: null, more: "  local: true"));
        await MarkAsync("secret", "login", "managementcontextSecret");
        await MarkAsync("secret", "vault", "templating", References());
        await MarkAsync("configmap", "settings", "templating", References());
        await MarkAsync("managementcontext", "apim", "managementcontextdeletion", Hash(), ("gravitee.io/last-secret-ref", $"{ns}/login"));
        await StatusAsync("managementcontext", "apim", new JsonObject { ["conditions"] = Conditions() });
        foreach (var (kind, name) in Apis)
        {
            await MarkAsync(kind, name, "apidefinitiondeletion", Hash());
        }

        await StoreLocalAsync();
        await ImportV2Async(Apis[0].Name);
        await ImportV4Async(Apis[1].Name, null);
        await ImportV4Async(Apis[2].Name, Ids.UuidXxh3("from before human-readable ids", ns));
    }

    private async Task StoreLocalAsync()
    {
        await MarkAsync(Manifests.V2, Local, "apidefinitiondeletion", Hash());
        var id = await cluster.Kubectl.ReadAsync(ns, Manifests.V2, Local, "{.metadata.uid}");
        await cluster.Kubectl.SucceedAsync(
            $$$"""
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{{Local}}}
              namespace: {{{ns}}}
              labels: {managed-by: gravitee.io, gio-type: apidefinitions.gravitee.io}
              ownerReferences: [{apiVersion: gravitee.io/v1alpha1, kind: ApiDefinition, name: {{{Local}}}, uid: {{{id}}}}]
            data:
              definition: '{"id":"{{{id}}}","name":"{{{Local}}}","version":"1.0.0","state":"STARTED","local":true}'
              organizationId: DEFAULT
              environmentId: DEFAULT
            """);
        await StatusAsync(Manifests.V2, Local, new JsonObject
        {
            ["id"] = id, ["state"] = "STARTED", ["processingStatus"] = "Completed", ["conditions"] = Conditions(),
        });
    }

    private async Task ImportV2Async(string name)
    {
        var api = JsonNode.Parse(await cluster.Kubectl.RunAsync("-n", ns, "get", Manifests.V2, name, "-o", "json"))!;
        var id = (string)api["metadata"]!["uid"]!;
        var body = Body(api);
        body["id"] = id;
        body["crossId"] = Ids.UuidXxh3($"{ns}/{name}");
        body["definition_context"] = new JsonObject { ["mode"] = "fully_managed", ["origin"] = "kubernetes", ["syncFrom"] = "MANAGEMENT" };
        var plan = body["plans"]![0]!;
        plan["crossId"] = Ids.UuidXxh3(id, "/", "Free");
        plan["id"] = Ids.UuidXxh3((string)plan["crossId"]!, "/", "Free");
        var answer = await cluster.Apim.ImportAsync($"management/{Environment}/import-crd?dryRun=false", body);
        await StatusAsync(Manifests.V2, name, Status(answer, answer["plans"]!.DeepClone(), Conditions()));
    }

    private async Task ImportV4Async(string name, string? uuid)
    {
        var body = Body(JsonNode.Parse(await cluster.Kubectl.RunAsync("-n", ns, "get", Manifests.V4, name, "-o", "json"))!);
        var plan = body["plans"]!["KeyLess"]!.DeepClone();
        plan["hrid"] = "KeyLess";
        body["hrid"] = uuid ?? $"{ns}-{name}";
        body["definitionContext"] = new JsonObject { ["origin"] = "KUBERNETES", ["syncFrom"] = "MANAGEMENT" };
        if (uuid is not null)
        {
            body["id"] = uuid;
            body["crossId"] = Ids.UuidXxh3($"{ns}/{name}");
            plan["id"] = Ids.UuidXxh3(uuid, "KeyLess");
        }

        body["plans"] = new JsonArray(plan);
        var query = uuid is null ? "?dryRun=false" : "?dryRun=false&hridContainsUUID=true";
        var answer = await cluster.Apim.ImportAsync($"automation/{Environment}{query}", body);

        // APIM tells ids of plans only to those who sent some; upstream stores the rest as empty texts.
        var plans = new JsonObject { ["KeyLess"] = (string?)answer["plans"]![0]!["id"] ?? "" };
        await StatusAsync(Manifests.V4, name, Status(answer, plans, uuid is null ? Conditions("AutomationAPIManaged") : Conditions()));
    }

    private static JsonObject Body(JsonNode api)
    {
        var body = api["spec"]!.DeepClone().AsObject();
        body.Remove("contextRef");
        body.Remove("local");
        body["properties"]![0]!["value"] = "hidden";
        body["properties"]![1]!["value"] = "west";
        return body;
    }

    private static JsonObject Status(JsonNode answer, JsonNode plans, JsonArray conditions) => new()
    {
        ["organizationId"] = "DEFAULT",
        ["environmentId"] = "DEFAULT",
        ["id"] = (string?)answer["id"],
        ["crossId"] = (string?)answer["crossId"],
        ["state"] = "STARTED",
        ["plans"] = plans,
        ["processingStatus"] = "Completed",
        ["conditions"] = conditions,
    };

    private static JsonArray Conditions(string? more = null) =>
        [.. new[] { "Accepted", "ResolvedRefs", more }.Where(type => type is not null).Select(JsonNode (type) => new JsonObject
        {
            ["type"] = type,
            ["status"] = "True",
            ["reason"] = type,
            ["message"] = "",
            ["observedGeneration"] = 1,
            ["lastTransitionTime"] = "2026-01-01T00:00:00Z",
        })];

    private (string, string)[] References() =>
    [
        ("gravitee.io/apidefinitions", $"[\"{ns}/{Apis[0].Name}\"]"),
        ("gravitee.io/apiv4definitions", $"[\"{ns}/{Apis[1].Name}\",\"{ns}/{Apis[2].Name}\"]"),
        ("gravitee.io/references", "3"),
    ];

    private static (string, string) Hash() =>
        ("gravitee.io/last-spec-hash", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

    private Task MarkAsync(string kind, string name, string finalizer, params (string Name, string Value)[] annotations)
    {
        var marks = new JsonObject(annotations.Select(mark => KeyValuePair.Create(mark.Name, (JsonNode?)mark.Value)));
        var metadata = new JsonObject { ["finalizers"] = new JsonArray($"finalizers.gravitee.io/{finalizer}"), ["annotations"] = marks };
        return cluster.Kubectl.PatchAsync(ns, kind, name, new JsonObject { ["metadata"] = metadata }.ToJsonString());
    }

    private Task StatusAsync(string kind, string name, JsonObject status) =>
        cluster.Kubectl.PatchAsync(ns, kind, name, new JsonObject { ["status"] = status }.ToJsonString(), "--subresource=status");
}
