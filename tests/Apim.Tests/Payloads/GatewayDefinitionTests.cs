using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.V4;
using static Gko.Apim.Tests.Payloads.PayloadSamples;

namespace Gko.Apim.Tests.Payloads;

public sealed class GatewayDefinitionTests
{
    [Fact]
    public void OfV4_Labels_AreThoseThatGatewaysSelectBy() =>
        OfV4(V4()).Labels.ShouldBe([new("gio-type", "apidefinitions.gravitee.io"), new("managed-by", "gravitee.io")]);

    [Fact]
    public void Of_EitherVersion_HasTheKeysThatGatewaysRead()
    {
        OfV4(V4()).Data.Keys.ShouldBe(["apiDefinitionVersion", "definition", "environmentId", "organizationId"]);
        OfV4(V4()).Data["apiDefinitionVersion"].ShouldBe("4.0.0");
        OfV2(V2()).Data.Keys.ShouldBe(["definition", "environmentId", "organizationId"]);
    }

    [Theory]
    [InlineData(null, null, "DEFAULT", "DEFAULT")]
    [InlineData("", "env", "DEFAULT", "DEFAULT")]
    [InlineData("org", "env", "org", "env")]
    [InlineData("org", null, "org", "DEFAULT")]
    public void Of_Environment_ComesFromStatus(string? org, string? env, string expectedOrg, string expectedEnv)
    {
        var data = OfV4(V4(), new() { OrganizationId = org, EnvironmentId = env }).Data;

        (data["organizationId"], data["environmentId"]).ShouldBe((expectedOrg, expectedEnv));
    }

    [Fact]
    public void OfV4_EnumeratedValues_AreInTheWordsOfGateways()
    {
        var spec = V4();
        spec.Type = "MCP_PROXY";
        spec.Listeners =
        [
            JsonElement.Parse("""{"type":"HTTP","entrypoints":[{"type":"http-get","qos":"AT_LEAST_ONCE"},{"type":"http-proxy"}]}"""),
            JsonElement.Parse("""{"type":"SUBSCRIPTION","entrypoints":[{"type":"webhook","qos":"NONE","dlq":{}}]}"""),
        ];
        spec.EndpointGroups![0].LoadBalancer = new() { Type = "WEIGHTED_ROUND_ROBIN" };
        spec.FlowExecution = new() { Mode = "BEST_MATCH", MatchRequired = false };
        spec.Flows = [new() { Selectors = [JsonElement.Parse("""{"type":"HTTP","path":"/","pathOperator":"STARTS_WITH"}""")] }];
        var plan = spec.Plans!["KeyLess"];
        (plan.Mode, plan.Status, plan.Validation, plan.Type) = ("STANDARD", "PUBLISHED", "AUTO", "API");
        plan.Flows = [new() { Selectors = [JsonElement.Parse("""{"type":"CONDITION","condition":"A_B"}""")] }];

        var body = Definition(OfV4(spec));

        body.Text("type").ShouldBe("mcp-proxy");
        body["listeners"]!.ToJsonString().ShouldBe(
            """[{"entrypoints":[{"qos":"at-least-once","type":"http-get"},{"type":"http-proxy"}],"type":"http"},{"entrypoints":[{"qos":"none","type":"webhook"}],"type":"subscription"}]""");
        body["endpointGroups"]![0]!["loadBalancer"].Text("type").ShouldBe("weighted-round-robin");
        body["flowExecution"].Text("mode").ShouldBe("best-match");
        body["flows"]![0]!["selectors"]!.ToJsonString().ShouldBe("""[{"path":"/","pathOperator":"STARTS_WITH","type":"http"}]""");
        var written = body["plans"]![0]!;
        (written["security"].Text("type"), written.Text("mode"), written.Text("status")).ShouldBe(("key-less", "standard", "published"));
        (written.Text("validation"), written.Text("type")).ShouldBe(("AUTO", "API"));
        written["flows"]![0]!["selectors"]!.ToJsonString().ShouldBe("""[{"condition":"A_B","type":"condition"}]""");
    }

    [Fact]
    public void OfV4_VersionsAndStates_AreTheExpectedOnes()
    {
        var spec = V4();
        (spec.Version, spec.DefinitionVersion, spec.State, spec.Visibility) = ("1.2", "V4", "STARTED", "PRIVATE");
        spec.Plans!["KeyLess"].DefinitionVersion = "V4";

        var body = Definition(OfV4(spec));

        (body.Text("version"), body.Text("apiVersion"), body.Text("definitionVersion")).ShouldBe(("1.2", "1.2", "4.0.0"));
        (body.Text("state"), body.Text("visibility"), body["plans"]![0].Text("definitionVersion")).ShouldBe(("STARTED", "PRIVATE", "V4"));
        body.ContainsKey("contextRef").ShouldBeFalse();
    }

    [Fact]
    public void OfV4_Plans_AreSortedAndNamedByTheirKeys()
    {
        var spec = V4();
        spec.Plans = new() { ["b"] = new() { Name = "B" }, ["A plan"] = new() { Name = "x" } };

        var plans = Definition(OfV4(spec))["plans"]!.AsArray();

        plans.Select(plan => plan.Text("name")).ShouldBe(["A plan", "b"]);
        plans.Select(plan => plan.Text("hrid")).ShouldBe(["A-plan", "b"]);
    }

    [Fact]
    public void OfV4_UnknownKeysOfListeners_AreKept()
    {
        const string Listener = """{"cors":{"enabled":true},"entrypoints":[],"new":{"A_B":"C_D"},"paths":[{"overrideAccess":true,"path":"/"}],"type":"x-y"}""";
        var spec = V4();
        spec.Listeners = [JsonElement.Parse(Listener.Replace("x-y", "X_Y"))];

        Definition(OfV4(spec))["listeners"]![0]!.ToJsonString().ShouldBe(Listener);
    }

    [Fact]
    public void OfV4_NativeFlow_HasTheGatewaysNameToo()
    {
        var spec = V4();
        spec.Flows = [new() { Connect = [new() { Policy = "acl" }] }];

        Definition(OfV4(spec))["flows"]![0]!["entrypointConnect"]![0].Text("policy").ShouldBe("acl");
    }

    [Fact]
    public void OfV4_Sampling_HasTheGatewaysNameToo()
    {
        var spec = V4();
        spec.Analytics = new() { Enabled = true, Sampling = new() { Type = "WINDOWED_COUNT", Value = "1/PT1S" } };

        Definition(OfV4(spec))["analytics"]!["messageSampling"]!.ToJsonString().ShouldBe("""{"type":"windowed-count","value":"1/PT1S"}""");
    }

    [Fact]
    public void OfV4_NamesLeftOut_AreFilledInTheSameWayEachTime()
    {
        var spec = V4();
        spec.EndpointGroups = [new() { Endpoints = [new(), new() { Name = "mine" }] }, new() { Name = "" }];

        var groups = Definition(OfV4(spec))["endpointGroups"]!;

        groups.AsArray().Select(group => group.Text("name")).ShouldBe(["group-1", "group-2"]);
        groups[0]!["endpoints"]!.AsArray().Select(endpoint => endpoint.Text("name")).ShouldBe(["group-1-endpoint-1", "mine"]);
    }

    [Fact]
    public void OfV4_WithoutContext_DerivesIds()
    {
        var spec = V4();
        spec.ContextRef = null;

        var body = Definition(OfV4(spec));

        (body.Text("hrid"), body.Text("id")).ShouldBe((Hrid, "45d79c3d-541c-2979-dcb2-ea10b86da467"));
        body["plans"]![0].Text("id").ShouldBe("7dd83d9d-6867-81a8-091d-d037f8267904");
    }

    /// <summary>APIM does not tell the ids that it gave to plans, but how it derives them is known.</summary>
    [Fact]
    public void OfV4_TakenByApimUnderItsHrid_HasTheIdsThatApimDerives()
    {
        var metadata = Meta();
        metadata.Name = "my-api";

        var body = Definition(GatewayDefinition.OfV4(V4(), metadata, Managed()));

        (body.Text("id"), body["plans"]![0].Text("id")).ShouldBe(("known-id", "65fc405c-5cef-3990-8503-d8117151199c"));
    }

    [Fact]
    public void OfV4_PlanIdThatApimWasTold_IsTheGatewaysToo()
    {
        var spec = V4();
        spec.Plans!["KeyLess"].Id = "mine";

        Definition(OfV4(spec, Managed()))["plans"]![0].Text("id").ShouldBe("mine");
    }

    [Fact]
    public void OfV4_Uuid_HasItsIds()
    {
        var spec = V4();
        spec.Id = "45d79c3d-541c-2979-dcb2-ea10b86da467";

        var body = Definition(OfV4(spec));

        (body.Text("id"), body.ContainsKey("hrid")).ShouldBe((spec.Id, false));
        body["plans"]![0].Text("id").ShouldBe("7dd83d9d-6867-81a8-091d-d037f8267904");
    }

    [Fact]
    public void OfV4_Pages_StayAMapUnderTheirHrids()
    {
        var spec = V4();
        spec.Pages = new() { ["a page"] = new() { Name = "p", Parent = "the folder" } };

        var pages = Definition(OfV4(spec))["pages"]!.AsObject();

        pages.ShouldHaveSingleItem().Key.ShouldBe("a-page");
        pages["a-page"].Text("parentHrid").ShouldBe("the-folder");
    }

    [Fact]
    public void OfV4_KeysThatCollide_AreReported()
    {
        var spec = V4();
        spec.Pages = new() { ["a b"] = new(), ["a.b"] = new() };

        OfV4(spec).Problems.ShouldHaveSingleItem().Field.ShouldBe("spec.pages");
    }

    [Fact]
    public void OfV4_NothingButTheRequired_Works() =>
        Definition(OfV4(new ApiV4DefinitionSpec()))["plans"].ShouldBeNull();

    [Fact]
    public void Hash_Data_DecidesIt()
    {
        var other = V4();
        other.Name = "other";

        OfV4(V4()).Hash.ShouldBe(OfV4(V4()).Hash);
        OfV4(other).Hash.ShouldNotBe(OfV4(V4()).Hash);
        OfV4(V4(), new() { OrganizationId = "o" }).Hash.ShouldNotBe(OfV4(V4()).Hash);
    }

    [Fact]
    public void OfV2_WithoutContext_IsTheWholeSpec()
    {
        var spec = V2();
        spec.ContextRef = null;

        var body = Definition(OfV2(spec));

        (body.ContainsKey("contextRef"), (bool?)body["local"], body.Text("id")).ShouldBe((false, true, Uid));
        body["definition_context"].Text("syncFrom").ShouldBe("KUBERNETES");
        var plan = body["plans"]![0]!.AsObject();
        (plan.Text("name"), plan.Text("security"), plan.ContainsKey("api")).ShouldBe(("KEY_LESS", "KEY_LESS", false));
        plan.Text("id").ShouldBe("d67d0d5c-9096-f0af-e70e-311e821ff39a");
        (plan.Text("selection_rule"), plan.Text("selectionRule")).ShouldBe(("rule", "rule"));
    }

    [Fact]
    public void OfV2_WithContext_HasTheIdsThatApimAnswered()
    {
        var status = new ApiDefinitionStatus
        {
            OrganizationId = "o", EnvironmentId = "e", Id = "known", CrossId = "cross",
            Plans = new() { [Gko.Apim.Identifiers.Ids.UuidXxh3("known", "/", "KEY_LESS")] = "known-plan" },
        };

        var body = Definition(OfV2(V2(), status));

        body["contextRef"].Text("name").ShouldBe("ctx");
        (body.Text("id"), body.Text("crossId")).ShouldBe(("known", "cross"));
        (body["plans"]![0].Text("id"), body["plans"]![0].Text("api")).ShouldBe(("known-plan", "known"));
    }

    private static ApiDefinitionSpec V2() => new()
    {
        ContextRef = new() { Name = "ctx" },
        Local = true,
        Name = "api",
        Plans = [new() { Name = "KEY_LESS", Security = "KEY_LESS", SelectionRule = "rule" }],
    };

    private static GatewayConfig OfV2(ApiDefinitionSpec spec, ApiDefinitionStatus? status = null) =>
        GatewayDefinition.OfV2(spec, Meta(), status);

    private static GatewayConfig OfV4(ApiV4DefinitionSpec spec, ApiV4DefinitionStatus? status = null) =>
        GatewayDefinition.OfV4(spec, Meta(), status);
}
