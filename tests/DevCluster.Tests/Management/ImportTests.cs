using System.Text.Json.Nodes;
using static Gko.DevCluster.Tests.Management.ApiBuilder;

namespace Gko.DevCluster.Tests.Management;

public sealed class ImportTests : IAsyncLifetime
{
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Fact]
    public async Task Import_NewApi_AnswersItsStatus()
    {
        var answer = await _apim.ImportAsync(AnApi().WithPlan("pc", "pi"));

        answer.Status.ShouldBe(200);
        answer.Json.ToJsonString().ShouldBe(
            $$$"""{"organizationId":"DEFAULT","environmentId":"DEFAULT","id":"{{{Id()}}}","crossId":"00000001-dddd-eeee-ffff-000000000000","state":"STARTED","plans":{"pc":"pi"},"errors":{"severe":[],"warning":[]}}""");
    }

    [Fact]
    public async Task Import_StartedWithoutPlans_IsAccepted()
    {
        (await _apim.ImportAsync(AnApi(), dryRun: true)).Severe.ShouldBeEmpty();
        (await _apim.ImportAsync(AnApi())).Status.ShouldBe(200);

        ((string?)_apim.Api.FindApi(Id())!["state"]).ShouldBe("STARTED");
    }

    [Fact]
    public async Task Import_DryRun_ChangesNothing()
    {
        var answer = await _apim.ImportAsync(AnApi().WithPlan("pc", "pi"), dryRun: true);

        (answer.Status, answer.Json["plans"]!.ToJsonString()).ShouldBe((200, "{}"));
        _apim.Api.Apis.ShouldBeEmpty();
        _apim.Api.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_Severe_IsOkInDryRunAndBareListsOtherwise()
    {
        await _apim.ImportAsync(AnApi(1, "/a"));

        var dry = await _apim.ImportAsync(AnApi(2, "/a/b"), dryRun: true);
        var real = await _apim.ImportAsync(AnApi(2, "/a/b"));

        (dry.Status, dry.Severe.ShouldHaveSingleItem()).ShouldBe((200, "Path [/a/] already exists"));
        (real.Status, real.Json.ToJsonString()).ShouldBe((400, """{"severe":["Path [/a/] already exists"],"warning":[]}"""));
    }

    [Theory]
    [InlineData("name", null, "must not be null")]
    [InlineData("crossId", "", "must not be empty")]
    public async Task Import_RequiredFieldMissing_IsBeanValidation(string field, string? value, string message)
    {
        var answer = await _apim.ImportAsync(AnApi().With(field, (JsonNode?)value), dryRun: true);

        (answer.Status, answer.Message).ShouldBe((400, message));
        ((string?)answer.Json["path"]).ShouldBe($"importApiDefinitionCrd.api.{field}");
        ((string?)answer.Json["details"]![0]!["location"]).ShouldBe(field);
        answer.Json.AsObject().ContainsKey("http_status").ShouldBeFalse();
    }

    [Fact]
    public async Task Import_NoProxy_Fails() => (await _apim.ImportAsync(AnApi().With("proxy", (JsonNode?)null))).Status.ShouldBe(500);

    [Fact]
    public async Task Import_UnknownWord_IsRejected()
    {
        var answer = await _apim.ImportAsync(AnApi().WithPlan("p", "i", status: "FOO"), dryRun: true);

        (answer.Status, answer.Message).ShouldBe((400, "Unexpected value 'FOO'"));
    }

    [Fact]
    public async Task Import_NoJson_IsRejected() => (await _apim.SendAsync("PUT", "apis/import-crd", new JsonArray())).Status.ShouldBe(400);

    [Fact]
    public async Task Import_UnknownFields_AreIgnoredAndNotShown()
    {
        await _apim.ImportAsync(AnApi().With("surprise", (JsonNode)1));

        _apim.Api.FindApi(Id())!.ContainsKey("surprise").ShouldBeFalse();
    }

    [Fact]
    public async Task Import_KnownCrossIdWithOtherId_UpdatesTheStoredOne()
    {
        await _apim.ImportAsync(AnApi());

        var answer = await _apim.ImportAsync(AnApi(path: "/moved").With("id", (JsonNode)Id(9)).With("name", (JsonNode)"New"));

        ((string?)answer.Json["id"]).ShouldBe(Id());
        ((string?)_apim.Api.Apis.ShouldHaveSingleItem()["name"]).ShouldBe("New");
    }

    [Fact]
    public async Task Import_IdOfAnotherApi_IsRejected()
    {
        await _apim.ImportAsync(AnApi());

        var answer = await _apim.ImportAsync(AnApi(2).With("id", (JsonNode)Id()));

        (answer.Status, answer.Message, (string?)answer.Json["technicalCode"])
            .ShouldBe((400, $"An api [{Id()}] already exists.", "api.exists"));
    }

    [Fact]
    public async Task Import_NewPlanOfKnownApi_GetsAnIdOfItsOwn()
    {
        await _apim.ImportAsync(AnApi().WithPlan("one", "id-1"));

        var plans = (await _apim.ImportAsync(AnApi().WithPlan("one", "other").WithPlan("two", "id-2"))).Json["plans"]!;

        ((string?)plans["one"]).ShouldBe("id-1");
        ((string?)plans["two"]).ShouldNotBe("id-2");
    }

    [Fact]
    public async Task Import_KnownPlan_KeepsSecurityAndStatus()
    {
        await _apim.ImportAsync(AnApi().WithPlan("one", "id-1", "API_KEY", "STAGING"));

        await _apim.ImportAsync(AnApi().WithPlan("one", "id-1"));

        var plan = (await _apim.GetAsync($"apis/{Id()}/plans")).Json[0]!;
        ((string?)plan["security"], (string?)plan["status"]).ShouldBe(("API_KEY", "STAGING"));
    }

    [Fact]
    public async Task Import_PlanGone_IsDeletedUnlessSubscribed()
    {
        await _apim.ImportAsync(AnApi().WithPlan("keep", "k").WithPlan("free", "f").WithPlan("sold", "s", "API_KEY"));
        await _apim.SendAsync("POST", "/_test/subscriptions", new JsonObject { ["apiId"] = Id(), ["planId"] = "s" });

        var refused = await _apim.ImportAsync(AnApi().WithPlan("keep", "k"));
        var allowed = await _apim.ImportAsync(AnApi().WithPlan("keep", "k").WithPlan("sold", "s", "API_KEY"));

        (refused.Status, refused.Message).ShouldBe(
            (400, "You can't delete a plan with existing subscriptions. Please close it instead."));
        allowed.Json["plans"]!.AsObject().Select(plan => plan.Key).ShouldBe(["keep", "sold"]);
    }

    [Fact]
    public async Task Import_Pages_AreUpsertedAndPruned()
    {
        await _apim.ImportAsync(AnApi().With("pages", """
            {"a":{"id":"pa","crossId":"ca","name":"A","type":"MARKDOWN","content":"1"},"b":{"name":"B","type":"FOLDER"}}
            """));
        await _apim.ImportAsync(AnApi().With("pages", """{"a":{"id":"other","crossId":"ca","name":"A","type":"MARKDOWN","content":"2"}}"""));

        var page = (await _apim.GetAsync($"apis/{Id()}/pages")).Json.AsArray().ShouldHaveSingleItem()!;
        ((string?)page["id"], (string?)page["content"]).ShouldBe(("pa", "2"));
    }

    [Fact]
    public async Task Import_Metadata_IsNeverRemoved()
    {
        await _apim.ImportAsync(AnApi().With("metadata", """[{"key":"a","name":"a","format":"STRING","value":"1"}]"""));
        await _apim.ImportAsync(AnApi().With("metadata", """[{"key":"b","name":"b","format":"STRING"}]"""));

        var keys = (await _apim.GetAsync($"apis/{Id()}/metadata")).Json.AsArray().Select(entry => (string?)entry!["key"]);
        keys.ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("UNPUBLISHED", "CREATED")]
    [InlineData("DEPRECATED", "PUBLISHED")]
    [InlineData("ARCHIVED", "ARCHIVED")]
    public async Task Import_LifecycleBackwards_IsRejected(string before, string after)
    {
        await _apim.ImportAsync(AnApi().With("lifecycle_state", (JsonNode)before));

        var answer = await _apim.ImportAsync(AnApi().With("lifecycle_state", (JsonNode)after));

        (answer.Status, answer.Message).ShouldBe((400, $"The API lifecycle state cannot be changed to {after}."));
    }

    [Fact]
    public async Task Import_AnyTime_TellsGatewaysWhatItDid()
    {
        await _apim.ImportAsync(AnApi());
        await _apim.ImportAsync(AnApi());
        await _apim.ImportAsync(AnApi().With("state", (JsonNode)"STOPPED"));

        _apim.Api.Events.Select(e => $"{e.Type} {e.DeploymentNumber}")
            .ShouldBe(["PUBLISH_API 1", "START_API 1", "PUBLISH_API 2", "PUBLISH_API 3", "STOP_API 3"]);
    }

    [Fact]
    public async Task Import_SyncedFromKubernetes_TellsGatewaysNothing()
    {
        await _apim.ImportAsync(AnApi().With("definition_context", """{"origin":"KUBERNETES","mode":"fully_managed","syncFrom":"KUBERNETES"}"""));

        _apim.Api.Events.ShouldBeEmpty();
        _apim.Api.FindApi(Id())!["definition_context"]!.ToJsonString()
            .ShouldBe("""{"origin":"kubernetes","mode":"fully_managed","syncFrom":"kubernetes"}""");
    }
}
