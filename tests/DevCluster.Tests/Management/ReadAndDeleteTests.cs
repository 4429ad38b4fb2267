using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;
using Gko.Kubernetes.Serialization;
using static Gko.DevCluster.Tests.Management.ApiBuilder;

namespace Gko.DevCluster.Tests.Management;

public sealed class ReadAndDeleteTests : IAsyncLifetime
{
    private const string ManagementOrigin = """{"origin":"management","mode":"fully_managed","syncFrom":"management"}""";
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Fact]
    public async Task Get_Api_ShowsTheEntity()
    {
        await _apim.ImportAsync(AnApi().WithPlan("p", "i").With("tags", """["internal"]"""));

        var answer = await _apim.GetAsync($"apis/{Id()}");

        var now = _apim.Time.GetUtcNow().ToUnixTimeMilliseconds();
        answer.Status.ShouldBe(200);
        answer.Headers["ETag"].ShouldBe($"\"{now}\"");
        ((string?)answer.Json["state"], (string?)answer.Json["visibility"], (string?)answer.Json["lifecycle_state"])
            .ShouldBe(("STARTED", "PRIVATE", "CREATED"));
        ((string?)answer.Json["context_path"], (string?)answer.Json["owner"]!["displayName"]).ShouldBe(("/api-1/", "admin"));
        ((long)answer.Json["created_at"]!, (long)answer.Json["deployed_at"]!).ShouldBe((now, now));
        ((string?)answer.Json["plans"]![0]!["id"]).ShouldBe("i");
    }

    [Fact]
    public async Task Get_AbsentApi_Is404()
    {
        var answer = await _apim.GetAsync("apis/x");

        answer.Status.ShouldBe(404);
        answer.Json.ToJsonString().ShouldBe(
            """{"message":"Api [x] cannot be found.","http_status":404,"parameters":{"api":"x"},"technicalCode":"api.notFound"}""");
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("?name=API 1", 1)]
    [InlineData("?crossId=00000002-dddd-eeee-ffff-000000000000", 1)]
    [InlineData("?state=STOPPED", 0)]
    [InlineData("?context-path=/api-2", 1)]
    [InlineData("?ids=00000001-aaaa-bbbb-cccc-000000000000,x", 1)]
    public async Task List_Filters_Apply(string query, int count)
    {
        await _apim.ImportAsync(AnApi(1));
        await _apim.ImportAsync(AnApi(2));

        (await _apim.GetAsync("apis" + query)).Json.AsArray().Count.ShouldBe(count);
    }

    [Fact]
    public async Task Delete_WithOpenPlans_NeedsTheirClosing()
    {
        await _apim.ImportAsync(AnApi().WithPlan("gold", "i"));

        var refused = await _apim.SendAsync("DELETE", $"apis/{Id()}");
        var done = await _apim.SendAsync("DELETE", $"apis/{Id()}?closePlans=true");

        (refused.Status, refused.Message).ShouldBe((400, "Plan(s) [gold] must be closed before being able to delete the API !"));
        (done.Status, done.Text).ShouldBe((204, ""));
        _apim.Api.Apis.ShouldBeEmpty();
        _apim.Api.Events[^1].Type.ShouldBe("UNPUBLISH_API");
    }

    [Fact]
    public async Task Delete_Done_FreesTheIds()
    {
        await _apim.ImportAsync(AnApi());
        await _apim.SendAsync("DELETE", $"apis/{Id()}");

        (await _apim.ImportAsync(AnApi())).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Delete_RunningApiOfTheConsole_IsRejected()
    {
        await _apim.ImportAsync(AnApi().With("definition_context", ManagementOrigin));

        (await _apim.SendAsync("DELETE", $"apis/{Id()}")).Message
            .ShouldBe($"API [{Id()}] is still running and must be stopped before being deleted !");
    }

    [Fact]
    public async Task Action_OriginManagement_RefusesWhatIsSoAlready()
    {
        await _apim.ImportAsync(AnApi().With("definition_context", ManagementOrigin));

        (await _apim.SendAsync("POST", $"apis/{Id()}?action=START")).Message.ShouldBe("API is already started");
        (await _apim.SendAsync("POST", $"apis/{Id()}?action=stop")).Status.ShouldBe(204);
        ((string?)_apim.Api.FindApi(Id())!["state"]).ShouldBe("STOPPED");
    }

    [Fact]
    public async Task Action_OriginKubernetes_AllowsBoth()
    {
        await _apim.ImportAsync(AnApi());

        (await _apim.SendAsync("POST", $"apis/{Id()}?action=START")).Status.ShouldBe(204);
        (await _apim.SendAsync("POST", $"apis/{Id()}?action=x")).Message.ShouldBe("Valid LifecycleAction is required");
    }

    [Fact]
    public async Task DefinitionContext_Complete_IsStored()
    {
        await _apim.ImportAsync(AnApi());

        (await _apim.SendAsync("PUT", $"apis/{Id()}/definition-context", JsonNode.Parse("""{"origin":"management","mode":"fully_managed"}""")))
            .Status.ShouldBe(400);
        (await _apim.SendAsync("PUT", $"apis/{Id()}/definition-context", JsonNode.Parse(ManagementOrigin))).Status.ShouldBe(200);
        ((string?)_apim.Api.FindApi(Id())!["definition_context"]!["origin"]).ShouldBe("management");
    }

    [Fact]
    public async Task Deploy_WithLabel_Publishes()
    {
        await _apim.ImportAsync(AnApi());

        await _apim.SendAsync("POST", $"apis/{Id()}/deploy", JsonNode.Parse("""{"deploymentLabel":"hot fix"}"""));

        (_apim.Api.Events[^1].Type, _apim.Api.Events[^1].Label, _apim.Api.Events[^1].DeploymentNumber).ShouldBe(("PUBLISH_API", "hot fix", 2));
    }

    [Fact]
    public async Task ExportCrd_StoredApi_IsTheManifestThatMakesIt()
    {
        await _apim.ImportAsync(Rich());

        var answer = await _apim.GetAsync($"apis/{Id()}/crd?managementContextName=dev-ctx&managementContextNamespace=team");

        answer.Headers["Content-Type"].ShouldBe("application/yaml");
        answer.Headers["Content-Disposition"].ShouldBe("attachment; filename=api-1-1.0.yml");
        var manifest = YamlReader.ReadAll(answer.Text).ShouldHaveSingleItem()!;
        ((string?)manifest["kind"], (string?)manifest["metadata"]!["name"]).ShouldBe(("ApiDefinition", "api-1"));
        manifest["spec"]!["contextRef"]!.ToJsonString().ShouldBe("""{"name":"dev-ctx","namespace":"team"}""");
        ((string?)manifest["spec"]!["id"], (string?)manifest["spec"]!["plans"]![0]!["id"]).ShouldBe((Id(), "i"));
        ((string?)manifest["spec"]!["pages"]!["Home"]!["content"]).ShouldBe("yes");
        manifest["spec"]!["definition_context"].ShouldBeNull();
        manifest["spec"]!["plans"]![0]!["created_at"].ShouldBeNull();
    }

    [Fact]
    public async Task ExportCrd_WithoutIds_HasNone()
    {
        await _apim.ImportAsync(Rich());

        var spec = YamlReader.ReadAll((await _apim.GetAsync($"apis/{Id()}/crd?removeIds=true&exclude=pages,metadata")).Text)[0]!["spec"]!;

        (spec["id"], spec["crossId"], spec["plans"]![0]!["id"], spec["plans"]![0]!["crossId"], spec["pages"], spec["metadata"])
            .ShouldBe((null, null, null, null, null, null));
    }

    [Fact]
    public async Task ExportCrd_Manifest_SatisfiesTheSchema()
    {
        await _apim.ImportAsync(Rich());
        var manifest = YamlReader.ReadAll((await _apim.GetAsync($"apis/{Id()}/crd")).Text)[0]!;

        SchemaValidator.Validate(manifest["spec"], Manifests.SpecSchema).ShouldBeEmpty();
    }

    private static JsonObject Rich() => AnApi()
        .WithPlan("p", "i")
        .With("metadata", """[{"key":"m","name":"m","format":"STRING","value":"on"}]""")
        .With("members", """[{"source":"memory","sourceId":"user","role":"OWNER"}]""")
        .With("resources", """[{"name":"r","type":"cache","enabled":true,"configuration":{"a":[1,"0x1"]}}]""")
        .With("pages", """{"home":{"id":"p1","crossId":"p2","name":"Home","type":"MARKDOWN","content":"yes"}}""");
}
