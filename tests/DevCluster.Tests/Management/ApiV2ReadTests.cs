using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.DevCluster.Tests.Management.Automation;
using Gko.Kubernetes.Schemas;
using Gko.Kubernetes.Serialization;
using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management;

public sealed class ApiV2ReadTests : IAsyncLifetime
{
    private const string Apis = ManagementFixture.V2 + "/apis";
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Fact]
    public async Task Get_V4Api_ShowsItWithoutPlans()
    {
        await _apim.PutApiAsync(AProxy());

        var api = (await _apim.GetAsync($"{Apis}/{Id}")).Json.AsObject();

        ((string?)api["definitionVersion"], (string?)api["apiVersion"], (string?)api["state"], (string?)api["type"]).ShouldBe(("V4", "1.0", "STARTED", "PROXY"));
        api["originContext"]!.ToJsonString().ShouldBe("""{"origin":"KUBERNETES","mode":"FULLY_MANAGED","syncFrom":"MANAGEMENT"}""");
        ((string?)api["createdAt"]).ShouldBe(_apim.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        api.ContainsKey("plans").ShouldBeFalse();
    }

    [Fact]
    public async Task Get_V2Api_ShowsItInCamelCase()
    {
        await _apim.ImportAsync(ApiBuilder.AnApi().WithPlan("p", "i"));

        var api = (await _apim.GetAsync($"{Apis}/{ApiBuilder.Id()}")).Json;
        var plan = (await _apim.GetAsync($"{Apis}/{ApiBuilder.Id()}/plans/i")).Json;

        ((string?)api["definitionVersion"], (string?)api["contextPath"], (string?)api["executionMode"]).ShouldBe(("V2", "/api-1/", "V3"));
        ((string?)plan["security"]!["type"], (string?)plan["apiId"]).ShouldBe(("KEY_LESS", ApiBuilder.Id()));
    }

    [Fact]
    public async Task Get_V4ApiThroughV1_IsNotFound()
    {
        await _apim.PutApiAsync(AProxy());

        (await _apim.GetAsync($"apis/{Id}")).Status.ShouldBe(404);
        (await _apim.GetAsync("apis")).Json.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task List_Pages_AreCut()
    {
        foreach (var number in Enumerable.Range(1, 3))
        {
            await _apim.PutApiAsync(AProxy($"default-{number}"));
        }

        var page = (await _apim.GetAsync($"{Apis}?page=2&perPage=2")).Json;
        var found = (await _apim.SendAsync("POST", $"{Apis}/_search", new JsonObject { ["query"] = "default-2" })).Json;

        ((string?)page["data"]![0]!["name"]).ShouldBe("default-3");
        page["pagination"]!.ToJsonString().ShouldBe("""{"page":2,"perPage":2,"pageCount":2,"pageItemsCount":1,"totalCount":3}""");
        ((int)found["pagination"]!["totalCount"]!).ShouldBe(1);
    }

    [Theory]
    [InlineData("x", "Api [x] cannot be found.", "api.notFound")]
    [InlineData(Id + "/plans/x", "Plan [x] cannot be found.", "plan.notFound")]
    [InlineData(Id + "/pages/x", "Page [x] cannot be found.", "page.notFound")]
    public async Task Get_Unknown_IsNotFound(string path, string message, string code)
    {
        await _apim.PutApiAsync(AProxy());

        var answer = await _apim.GetAsync($"{Apis}/{path}");

        (answer.Status, answer.Message, (string?)answer.Json["technicalCode"], (int)answer.Json["httpStatus"]!).ShouldBe((404, message, code, 404));
    }

    [Fact]
    public async Task StopAndStart_Api_SwitchIt()
    {
        await _apim.PutApiAsync(AProxy());

        (await _apim.SendAsync("POST", $"{Apis}/{Id}/_stop")).Status.ShouldBe(204);
        (await _apim.SendAsync("POST", $"{Apis}/{Id}/_start")).Status.ShouldBe(204);

        _apim.Api.Summarize()[0].Apis[0].Events.ShouldBe(["PUBLISH_API", "STOP_API", "START_API"]);
    }

    [Fact]
    public async Task Delete_BehindTheOperatorsBack_Works()
    {
        await _apim.PutApiAsync(AProxy());

        (await _apim.SendAsync("DELETE", $"{Apis}/{Id}")).Status.ShouldBe(400);
        (await _apim.SendAsync("DELETE", $"{Apis}/{Id}?closePlans=true")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task TestApis_OverHttp_CountsAndFindsDuplicates()
    {
        await _apim.PutApiAsync(AProxy());
        await _apim.PutApiAsync(AProxy());
        await _apim.PutApiAsync(AProxy("default-two").Having("name", "\"default-my-api\""));

        var environment = (await _apim.GetAsync("/_test/apis?environment=DEFAULT")).Json.AsArray().ShouldHaveSingleItem()!;

        ((int)environment["count"]!, environment["duplicates"]!.ToJsonString(), (int)environment["apis"]![0]!["deployments"]!)
            .ShouldBe((2, "[\"default-my-api\"]", 2));
    }

    [Fact]
    public async Task ExportCrd_V4Api_IsAManifestThatKeepsItsIds()
    {
        await _apim.PutApiAsync(Rich());

        var answer = await _apim.GetAsync($"{Apis}/{Id}/_export/crd");
        var manifest = YamlReader.ReadAll(answer.Text).ShouldHaveSingleItem()!;

        answer.Headers["Content-Type"].ShouldBe("application/x-yaml");
        ((string?)manifest["kind"], (string?)manifest["metadata"]!["name"]).ShouldBe(("ApiV4Definition", "default-my-api"));
        var spec = manifest["spec"]!.AsObject();
        ((string?)spec["id"], (string?)spec["crossId"], spec["hrid"]).ShouldBe((Id, CrossId, null));
        spec["plans"]!.AsObject().Select(plan => plan.Key.Length).ShouldBe(["KeyLess".Length, "KeyLess-12345678".Length]);
        ((string?)spec["plans"]!["KeyLess"]!["id"], spec["plans"]!["KeyLess"]!["hrid"]).ShouldBe(("65fc405c-5cef-3990-8503-d8117151199c", null));
        ((string?)spec["pages"]!["home"]!["name"]).ShouldBe("Home");
    }

    [Fact]
    public async Task ExportCrd_V4Manifest_SatisfiesTheSchemaAndComesBack()
    {
        await _apim.PutApiAsync(Rich());
        var manifest = YamlReader.ReadAll((await _apim.GetAsync($"{Apis}/{Id}/_export/crd")).Text)[0]!;

        SchemaValidator.Validate(manifest["spec"], Manifests.SchemaOf("ApiV4Definition")).ShouldBeEmpty();
        manifest.Deserialize(ContractsJson.Relaxed.ApiV4Definition)!.Spec!.Plans!.Count.ShouldBe(2);
    }

    private static JsonObject Rich()
    {
        var api = AProxy().WithPlan("other").WithPlan("closed", status: "CLOSED")
            .Having("pages", """[{"hrid":"home","name":"Home","type":"MARKDOWN","visibility":"PUBLIC","content":"yes"}]""")
            .Having("members", """[{"source":"memory","sourceId":"user","role":"OWNER"}]""")
            .Having("metadata", """[{"key":"m","name":"m","format":"STRING","value":"on"}]""")
            .Having("flows", """[{"selectors":[{"type":"HTTP","pathOperator":"EQUALS"}],"request":[{"policy":"mock","configuration":{"a":"0x1"}}]}]""");
        api["plans"]![1]!["name"] = "KeyLess";
        return api;
    }
}
