using System.Text.Json.Nodes;
using Gko.Apim.Payloads;
using Gko.Contracts;
using V2 = Gko.Contracts.V2;
using V4 = Gko.Contracts.V4;

namespace Gko.Apim.Tests.Payloads;

/// <summary>The bodies of upstream's examples, reviewed once against what upstream sends and compared ever since.</summary>
public sealed class ExampleGoldenTests
{
    public static TheoryData<string> V2Names => ExampleApis.Names("v2");

    public static TheoryData<string> V4Names => ExampleApis.Names("v4");

    /// <summary>One of each sort.</summary>
    public static TheoryData<string> GatewayNames =>
    [
        "api-v4", "api-v4-a2a-proxy", "api-v4-llm-proxy", "api-v4-mcp-proxy", "api-v4-native", "api-v4-with-health-check",
        "api-v4-with-jwt-plan-pages-non-hrid-names", "api-v4-with-rate-limit", "api-v4-with-shared-endpoint-configuration",
    ];

    [Theory, MemberData(nameof(V2Names))]
    public void V2_Example_MatchesItsGoldenBody(string name)
    {
        ExampleApis.SkipWhenAbsent();
        var api = ExampleApis.V2(name);

        var import = ApiDefinitionPayload.Create(api.Spec!, api.Metadata, null, NotificationV2(api.Spec!));

        GoldenFile.Compare(JsonNode.Parse(import.Body.Span)!, "v2", name + ".json");
    }

    [Theory, MemberData(nameof(V4Names))]
    public void V4_Example_MatchesItsGoldenBody(string name)
    {
        ExampleApis.SkipWhenAbsent();
        var api = ExampleApis.V4(name);

        var import = ApiV4Payload.Create(api.Spec!, api.Metadata, null, NotificationV4(api.Spec!));

        import.Problems.ShouldBeEmpty();
        GoldenFile.Compare(JsonNode.Parse(import.Body.Span)!, "v4", name + ".json");
    }

    [Theory]
    [InlineData("api-v4-with-jwt-plan-pages-non-hrid-names")]
    [InlineData("api-v4-native")]
    public void V4_ExampleThatGoesByAUuid_MatchesItsGoldenBody(string name)
    {
        ExampleApis.SkipWhenAbsent();
        var api = ExampleApis.V4(name);

        var import = ApiV4Payload.Create(api.Spec!, api.Metadata, new() { Id = ExampleApis.Uid });

        GoldenFile.Compare(JsonNode.Parse(import.Body.Span)!, "v4-uuid", name + ".json");
    }

    [Theory, MemberData(nameof(GatewayNames))]
    public void V4_ExampleForGateways_MatchesItsGoldenDefinition(string name)
    {
        ExampleApis.SkipWhenAbsent();
        var api = ExampleApis.V4(name);
        api.Spec!.DefinitionContext = new() { SyncFrom = "KUBERNETES" };

        GoldenFile.Compare(PayloadSamples.Definition(GatewayDefinition.OfV4(api.Spec, api.Metadata, null)), "gateway-v4", name + ".json");
    }

    [Theory]
    [InlineData("api-with-context")]
    [InlineData("api-with-jwt-plan")]
    [InlineData("api-with-service-discovery")]
    public void V2_ExampleForGateways_MatchesItsGoldenDefinition(string name)
    {
        ExampleApis.SkipWhenAbsent();
        var api = ExampleApis.V2(name);
        api.Spec!.Local = true;

        GoldenFile.Compare(PayloadSamples.Definition(GatewayDefinition.OfV2(api.Spec, api.Metadata, null)), "gateway-v2", name + ".json");
    }

    [Theory]
    [InlineData("v2")]
    [InlineData("v4")]
    public void Folder_ComparedWithExamples_HoldsNothingElse(string version)
    {
        ExampleApis.SkipWhenAbsent();

        Directory.GetFiles(GoldenFile.Folder(version)).Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Except(ExampleApis.Names(version).Select(row => row.Data))
            .ShouldBeEmpty();
    }

    private static V2.ConsoleNotification? NotificationV2(ApiDefinitionSpec spec) => ExampleApis.Notification(spec) is { } target
        ? new() { ConfigType = "PORTAL", Origin = "KUBERNETES", Hooks = target.ApiEvents, Groups = [.. target.Groups ?? [], "developers"] }
        : null;

    private static V4.ConsoleNotification? NotificationV4(ApiV4DefinitionSpec spec) => ExampleApis.Notification(spec) is { } target
        ? new() { Events = target.ApiEvents, Groups = [.. target.Groups ?? [], "developers"] }
        : null;
}
