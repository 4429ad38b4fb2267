using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Tests.Payloads;

/// <summary>Small APIs and what the tests look at in their bodies.</summary>
internal static class PayloadSamples
{
    public const string Uid = "11111111-2222-3333-4444-555555555555";
    public const string Hrid = "default-api-v4";

    public static ObjectMeta Meta() => new() { Namespace = "default", Name = "api-v4", Uid = Uid };

    /// <summary>A v4 API with the plan <c>KeyLess</c>.</summary>
    public static ApiV4DefinitionSpec V4() => new()
    {
        ContextRef = new() { Name = "ctx" },
        Name = "api",
        Version = "1",
        Type = ApiTypes.Proxy,
        Listeners = [JsonElement.Parse("""{"type":"HTTP","paths":[{"path":"/api"}],"entrypoints":[{"type":"http-proxy"}]}""")],
        EndpointGroups = [new() { Name = "g", Type = "http-proxy" }],
        Plans = new() { ["KeyLess"] = new() { Name = "Free", Security = new() { Type = PlanSecurities.KeyLess } } },
    };

    /// <summary>The status of an API that APIM took under its human-readable id.</summary>
    public static ApiV4DefinitionStatus Managed() => new()
    {
        OrganizationId = "DEFAULT",
        EnvironmentId = "DEFAULT",
        Id = "known-id",
        Plans = new() { ["KeyLess"] = "" },
        Conditions = [Conditions.True(ConditionTypes.AutomationApiManaged, "AutomationAPIManaged", "")],
    };

    public static ApiImport Create(ApiV4DefinitionSpec spec, ApiV4DefinitionStatus? status = null) =>
        ApiV4Payload.Create(spec, Meta(), status);

    public static JsonObject Body(ApiImport import) => JsonNode.Parse(import.Body.Span)!.AsObject();

    public static JsonObject Definition(GatewayConfig config) => JsonNode.Parse(config.Data["definition"])!.AsObject();

    public static string? Text(this JsonNode? node, string name) => (string?)node![name];
}
