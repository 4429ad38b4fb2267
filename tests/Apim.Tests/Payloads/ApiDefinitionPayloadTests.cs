using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.V2;
using Gko.Kubernetes.Model;
using Gko.Testing;

namespace Gko.Apim.Tests.Payloads;

public sealed class ApiDefinitionPayloadTests
{
    private const string Uid = "11111111-2222-3333-4444-555555555555";
    private const string PlanCrossId = "70e3079d-68c3-b501-5f9a-ce4a1a08b2db";
    private const string PlanId = "d67d0d5c-9096-f0af-e70e-311e821ff39a";

    public static TheoryData<string> Goldens => [.. Directory.GetFiles(GoldenFolder, "*.in.json")
        .Select(path => Path.GetFileName(path).Replace(".in.json", ""))];

    private static string GoldenFolder => RepositoryPaths.Of("tests", "Apim.Tests", "Payloads", "golden");

    [Theory, MemberData(nameof(Goldens))]
    public void Create_GoldenInput_MatchesTheGoldenBody(string name)
    {
        var api = JsonSerializer.Deserialize(
            File.ReadAllBytes(Path.Combine(GoldenFolder, name + ".in.json")), ContractsJson.Relaxed.ApiDefinition)!;

        var body = JsonNode.Parse(ApiDefinitionPayload.Create(api.Spec!, api.Metadata, api.Status).Body.Span)!;

        var expected = JsonNode.Parse(File.ReadAllBytes(Path.Combine(GoldenFolder, name + ".out.json")));
        JsonNode.DeepEquals(body, expected).ShouldBeTrue(body.ToString());
    }

    [Fact]
    public void Create_AnySpec_IsNotMutated()
    {
        var spec = Spec();
        var before = JsonSerializer.Serialize(spec, ContractsJson.Relaxed.ApiDefinitionSpec);

        Create(spec);

        JsonSerializer.Serialize(spec, ContractsJson.Relaxed.ApiDefinitionSpec).ShouldBe(before);
    }

    [Fact]
    public void Create_KeysInAnyOrder_GivesEqualBytes()
    {
        var one = Spec();
        one.Resources = [new() { Name = "r", Configuration = Json("""{"b":1,"a":{"y":null,"x":[2,1]}}""") }];
        var other = Spec();
        other.Resources = [new() { Name = "r", Configuration = Json("""{"a":{"x":[2,1],"y":null},"b":1}""") }];

        var (first, second) = (Create(one), Create(other));

        Text(second).ShouldBe(Text(first));
        second.Hash.ShouldBe(first.Hash);
        Text(first).ShouldContain("""{"a":{"x":[2,1],"y":null},"b":1}""");
    }

    [Fact]
    public void Create_MinimalSpec_SendsListsAsNull()
    {
        var body = Body(Create(new ApiDefinitionSpec { Name = "n" }));

        foreach (var name in (string[])["tags", "labels", "properties", "metadata", "resources", "groups", "groupRefs", "categories",
            "flows", "path_mappings", "plans", "members", "pages"])
        {
            body.TryGetPropertyValue(name, out var value).ShouldBeTrue(name);
            value.ShouldBeNull(name);
        }
    }

    [Fact]
    public void Create_OperatorsOwnFields_AreNotSent()
    {
        var spec = Spec();
        spec.ContextRef = new() { Name = "ctx" };
        spec.Local = true;
        spec.ConsoleNotificationConfiguration = new() { ConfigType = "PORTAL" };

        var body = Body(Create(spec));

        body.ContainsKey("contextRef").ShouldBeFalse();
        body.ContainsKey("local").ShouldBeFalse();
        body.ContainsKey("consoleNotificationConfiguration").ShouldBeFalse();
    }

    [Fact]
    public void Create_WithNotification_SendsIt()
    {
        var notification = new ConsoleNotification { ConfigType = "PORTAL", Origin = "KUBERNETES", Hooks = ["API_STARTED"], Groups = [] };

        var body = Body(ApiDefinitionPayload.Create(Spec(), Meta(), null, notification));

        body["consoleNotificationConfiguration"]!["hooks"]![0]!.GetValue<string>().ShouldBe("API_STARTED");
    }

    [Theory]
    [InlineData(null, null, "MANAGEMENT")]
    [InlineData(false, "kubernetes", "MANAGEMENT")]
    [InlineData(true, null, "KUBERNETES")]
    [InlineData(true, "kubernetes", "KUBERNETES")]
    [InlineData(true, "Management", "MANAGEMENT")]
    [InlineData(true, "other", "KUBERNETES")]
    public void Create_SyncFrom_FollowsLocal(bool? local, string? syncFrom, string expected)
    {
        var spec = Spec();
        spec.Local = local;
        spec.DefinitionContext = syncFrom is null ? null : new() { SyncFrom = syncFrom };

        var context = Body(Create(spec))["definition_context"]!;

        context.ToJsonString().ShouldBe($$"""{"mode":"fully_managed","origin":"kubernetes","syncFrom":"{{expected}}"}""");
    }

    [Theory]
    [InlineData("status", "spec", "status")]
    [InlineData(null, "spec", "spec")]
    [InlineData("", "spec", "spec")]
    [InlineData(null, null, Uid)]
    public void Create_Id_StatusThenSpecThenUid(string? status, string? spec, string expected)
    {
        var definition = Spec();
        definition.Id = spec;

        var payload = Create(definition, new() { Id = status });

        payload.Id.ShouldBe(expected);
        Body(payload)["id"]!.GetValue<string>().ShouldBe(expected);
    }

    [Theory]
    [InlineData("status", "spec", "status")]
    [InlineData(null, "spec", "spec")]
    [InlineData(null, null, "0a496947-ee7b-c317-b0cc-317111a873f1")]
    public void Create_CrossId_StatusThenSpecThenName(string? status, string? spec, string expected)
    {
        var definition = Spec();
        definition.CrossId = spec;

        Create(definition, new() { CrossId = status }).CrossId.ShouldBe(expected);
    }

    [Fact]
    public void Create_NewPlan_DerivesItsIds()
    {
        var plan = Body(Create(Spec()))["plans"]![0]!;

        (plan["crossId"]!.GetValue<string>(), plan["id"]!.GetValue<string>()).ShouldBe((PlanCrossId, PlanId));
    }

    [Fact]
    public void Create_PlanThatApimKnows_KeepsItsId()
    {
        var plan = Body(Create(Spec(), new() { Plans = new() { [PlanCrossId] = "known" } }))["plans"]![0]!;

        plan["id"]!.GetValue<string>().ShouldBe("known");
    }

    [Fact]
    public void Create_PlanWithItsOwnIds_KeepsOnlyTheCrossId()
    {
        var spec = Spec();
        (spec.Plans![0].Id, spec.Plans[0].CrossId) = ("mine", PlanCrossId);

        var plan = Body(Create(spec))["plans"]![0]!;

        (plan["crossId"]!.GetValue<string>(), plan["id"]!.GetValue<string>()).ShouldBe((PlanCrossId, PlanId));
    }

    [Fact]
    public void Hash_ApimChoseOtherIds_StaysTheSame()
    {
        var definition = Spec();
        definition.Id = Uid;
        var before = Create(definition);
        var after = Create(definition, new() { Id = Uid, CrossId = before.CrossId, Plans = new() { [PlanCrossId] = "random" } });

        after.Hash.ShouldBe(before.Hash);
        before.Hash.ShouldMatch("^[0-9a-f]{64}$");
    }

    [Fact]
    public void Hash_ApimKnowsTheApiByAnotherId_StaysTheSame()
    {
        var before = Create(Spec());

        var after = Create(Spec(), new() { Id = "11111111-0000-0000-0000-000000000000", CrossId = before.CrossId });

        after.Hash.ShouldBe(before.Hash);
    }

    [Fact]
    public void Hash_AnyChange_Differs()
    {
        var changed = Spec();
        changed.Plans![0].Status = "STAGING";

        Create(changed).Hash.ShouldNotBe(Create(Spec()).Hash);
    }

    private static ApiDefinitionSpec Spec() => new()
    {
        Name = "api",
        Version = "1",
        Description = "d",
        Plans = [new() { Name = "KEY_LESS", Description = "d", Security = "KEY_LESS" }],
        Proxy = new() { VirtualHosts = [new() { Path = "/api" }] },
    };

    private static ObjectMeta Meta() => new() { Namespace = "default", Name = "api-v4", Uid = Uid };

    private static ApiImport Create(ApiDefinitionSpec spec, ApiDefinitionStatus? status = null) =>
        ApiDefinitionPayload.Create(spec, Meta(), status);

    private static JsonObject Body(ApiImport payload) => JsonNode.Parse(payload.Body.Span)!.AsObject();

    private static string Text(ApiImport payload) => Encoding.UTF8.GetString(payload.Body.Span);

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
