using System.Text.Json.Nodes;
using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management.Automation;

public sealed class ApiV4ImportTests : IAsyncLifetime
{
    private const string PlanId = "65fc405c-5cef-3990-8503-d8117151199c";
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Fact]
    public async Task Put_NewApi_EchoesItWithDerivedIds()
    {
        var answer = await _apim.PutApiAsync(AProxy());

        answer.Status.ShouldBe(200);
        ((string?)answer.Json["id"], (string?)answer.Json["crossId"]).ShouldBe((Id, CrossId));
        ((string?)answer.Json["environmentId"], (string?)answer.Json["organizationId"], (string?)answer.Json["state"])
            .ShouldBe(("DEFAULT", "DEFAULT", "STARTED"));
        answer.Json["errors"]!.ToJsonString().ShouldBe("""{"severe":[],"warning":[]}""");
        answer.Json["plans"]![0]!.ToJsonString().ShouldBe(
            """{"hrid":"KeyLess","name":"KeyLess","security":{"type":"KEY_LESS"},"characteristics":[],"excludedGroups":[],"status":"PUBLISHED","tags":[],"type":"API","validation":"AUTO","mode":"STANDARD"}""");
    }

    [Fact]
    public async Task Put_Echo_HasDefaultsAndUpperCaseButNothingUnknownOrWriteOnly()
    {
        var body = AProxy().Having("visibility", "\"private\"").Having("surprise", "1").Having("notifyMembers", "false")
            .Having("description", "").Having("properties", """[{"key":"k","value":1,"encryptable":true}]""");

        var echo = (await _apim.PutApiAsync(body, dryRun: true)).Json.AsObject();

        ((string?)echo["visibility"], (int)echo["endpointGroups"]![0]!["endpoints"]![0]!["weight"]!).ShouldBe(("PRIVATE", 1));
        ((string?)echo["listeners"]![0]!["entrypoints"]![0]!["qos"], echo["pages"]!.ToJsonString()).ShouldBe(("AUTO", "[]"));
        echo["properties"]!.ToJsonString().ShouldBe("""[{"key":"k","value":"1"}]""");
        echo.Select(property => property.Key).ShouldNotContain(name => name == "surprise" || name == "notifyMembers" || name == "description");
    }

    [Fact]
    public async Task Put_DryRun_ChangesNothing()
    {
        var answer = await _apim.PutApiAsync(AProxy(), dryRun: true);

        (answer.Status, answer.Json["errors"]).ShouldBe((200, null));
        _apim.Api.Apis.ShouldBeEmpty();
        _apim.Api.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_Severe_IsOkInDryRunAndBadRequestOtherwise()
    {
        var body = AProxy().Having("categories", "[\"nope\"]").WithPlan("other", security: null).WithPlan("third", security: null);

        var dry = await _apim.PutApiAsync(body, dryRun: true);
        var real = await _apim.PutApiAsync(body);

        (dry.Status, dry.Severe.Count, dry.Warnings).ShouldSatisfyAllConditions(
            all => all.Status.ShouldBe(200),
            all => all.Count.ShouldBe(2),
            all => all.Warnings.ShouldBe(["category [nope] is not defined in environment [DEFAULT]"]));
        (real.Status, real.Json.ToJsonString()).ShouldBe((400,
            """{"message":"Unable to import because of errors [invalid plan [other]. Error: Security type is required for plan with 'STANDARD' mode,invalid plan [third]. Error: Security type is required for plan with 'STANDARD' mode]","httpStatus":400,"technicalCode":"invalid"}"""
                .Replace("'", "\\u0027", StringComparison.Ordinal)));
        _apim.Api.Apis.ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_ByHrid_DerivesIdsOfPlansAndPages()
    {
        await _apim.PutApiAsync(AProxy().Having("pages", """
            [{"hrid":"docs","name":"Docs","type":"FOLDER","visibility":"PUBLIC"},
             {"hrid":"home","name":"Home","type":"MARKDOWN","visibility":"PUBLIC","parentHrid":"docs"}]
            """));

        var plan = (await _apim.GetAsync($"{ManagementFixture.V2}/apis/{Id}/plans")).Json["data"]![0]!;
        ((string?)plan["id"], (string?)plan["crossId"]).ShouldBe((PlanId, "0c6bc2b1-c1a9-3781-b6e1-2723111bde3c"));
        var pages = (await _apim.GetAsync($"{ManagementFixture.V2}/apis/{Id}/pages")).Json["pages"]!;
        ((string?)pages[1]!["parentId"]).ShouldBe((string?)pages[0]!["id"]);
    }

    [Fact]
    public async Task Put_IdsInTheBody_WinOverDerivedOnes()
    {
        await _apim.PutApiAsync(AProxy().WithoutPlans().WithPlan("gold", id: "my-plan").Having("crossId", "\"my-cross\""));

        var api = _apim.Api.Summarize()[0].Apis.ShouldHaveSingleItem();
        (api.Id, api.CrossId, api.PlanIds.ShouldHaveSingleItem()).ShouldBe((Id, "my-cross", "my-plan"));
    }

    [Fact]
    public async Task Put_Uuid_IsTakenAsItIs()
    {
        const string uuid = "11111111-2222-3333-4444-555555555555";
        var body = AProxy(uuid).WithoutPlans().WithPlan("gold", id: "p-1").Having("crossId", "\"c-1\"");

        var answer = await _apim.PutApiAsync(body, isUuid: true);

        ((string?)answer.Json["id"], (string?)answer.Json["crossId"], (string?)answer.Json["plans"]![0]!["id"]).ShouldBe((uuid, "c-1", "p-1"));
        var read = await _apim.GetAsync($"{ManagementFixture.Automation}/apis/{uuid}?hridContainsUUID=true");
        (read.Status, read.Json["hrid"]).ShouldBe((200, null));
        (await _apim.GetAsync($"{ManagementFixture.Automation}/apis/{uuid}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Put_KnownCrossIdWithOtherId_UpdatesTheStoredOne()
    {
        const string uuid = "11111111-2222-3333-4444-555555555555";
        await _apim.PutApiAsync(AProxy(uuid, "/old").Having("crossId", $"\"{CrossId}\""), isUuid: true);

        var answer = await _apim.PutApiAsync(AProxy(path: "/new"));

        ((string?)answer.Json["id"]).ShouldBe(uuid);
        _apim.Api.Apis.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Put_IdStoredUnderAnotherCrossId_FailsLate()
    {
        await _apim.PutApiAsync(AProxy());

        var answer = await _apim.PutApiAsync(AProxy(Id, "/other").Having("crossId", "\"other\""), isUuid: true);

        (answer.Status, (string?)answer.Json["technicalCode"]).ShouldBe((500, "unexpected"));
    }

    [Fact]
    public async Task Put_Again_UpdatesAndPrunes()
    {
        await _apim.PutApiAsync(AProxy().WithPlan("old").Having("pages", """[{"hrid":"one","name":"1","type":"FOLDER","visibility":"PUBLIC"}]""")
            .Having("members", """[{"source":"memory","sourceId":"user","role":"OWNER"}]"""));
        await _apim.SendAsync("POST", "/_test/subscriptions", new JsonObject { ["apiId"] = Id, ["planId"] = _apim.Api.Summarize()[0].Apis[0].PlanIds[1] });

        var answer = await _apim.PutApiAsync(AProxy().WithPlan("new").Having("members", """[{"source":"memory","sourceId":"api1","role":"USER"}]"""));

        answer.Status.ShouldBe(200);
        var stored = (await _apim.GetAsync($"{ManagementFixture.Automation}/apis/default-my-api")).Json;
        stored["plans"]!.AsArray().Select(plan => (string?)plan!["hrid"]).ShouldBe(["KeyLess", "new"]);
        stored["members"]!.ToJsonString().ShouldBe("""[{"source":"memory","sourceId":"api1","role":"USER"}]""");
        (_apim.Api.Summarize()[0].Apis[0].PageIds.Count, _apim.Api.Summarize()[0].Apis[0].PlanIds[0]).ShouldBe((0, PlanId));
    }

    [Theory]
    [InlineData("plans")]
    [InlineData("pages")]
    public async Task Put_HridTwice_IsRejectedEvenInDryRun(string list)
    {
        var body = list == "plans" ? AProxy().WithPlan("KeyLess") : AProxy().Having(
            "pages", """[{"hrid":"one","name":"1","type":"FOLDER","visibility":"PUBLIC"},{"hrid":"one","name":"2","type":"FOLDER","visibility":"PUBLIC"}]""");

        var answer = await _apim.PutApiAsync(body, dryRun: true);

        (answer.Status, answer.Message, (string?)answer.Json["technicalCode"]).ShouldBe((400, $"Duplicate hrid found in {list}", "invalid"));
    }

    [Theory]
    [InlineData("type", "\"MESSAGE\"", "You are not allowed to change the API type")]
    [InlineData("lifecycleState", "\"CREATED\"", "The API lifecycle state cannot be changed to CREATED.")]
    [InlineData("state", "", "state is null")]
    [InlineData("visibility", "", "visibility is null")]
    public async Task Put_WhatOnlyTheWriteFinds_PassesDryRunAndFailsAsUnexpected(string name, string json, string text)
    {
        await _apim.PutApiAsync(AProxy());
        var body = AProxy().Having(name, json);

        var dry = await _apim.PutApiAsync(body, dryRun: true);
        var real = await _apim.PutApiAsync(body);

        dry.Status.ShouldBe(200);
        (real.Status, (string?)real.Json["technicalCode"]).ShouldBe((500, "unexpected"));
        real.Message!.ShouldEndWith(": " + text);
    }

    [Theory]
    [InlineData("DEPRECATED", "DEPRECATED", 500)]
    [InlineData("DEPRECATED", "ARCHIVED", 200)]
    [InlineData("ARCHIVED", "PUBLISHED", 500)]
    [InlineData("ARCHIVED", "ARCHIVED", 200)]
    [InlineData("UNPUBLISHED", "CREATED", 500)]
    [InlineData("PUBLISHED", "DEPRECATED", 200)]
    public async Task Put_LifecycleState_OnlyGoesForward(string before, string after, int status)
    {
        await _apim.PutApiAsync(AProxy().Having("lifecycleState", $"\"{before}\""));

        (await _apim.PutApiAsync(AProxy().Having("lifecycleState", $"\"{after}\""))).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Put_ClosedPlanReopened_FailsAfterTheApiWasWritten()
    {
        await _apim.PutApiAsync(AProxy().WithPlan("gone", status: "CLOSED"));

        var answer = await _apim.PutApiAsync(AProxy().WithPlan("gone").Having("name", "\"renamed\""));

        (answer.Status, answer.Message!.Split(": ")[1]).ShouldBe((500, "Invalid status for planToUpdate 'gone'"));
        _apim.Api.Summarize()[0].Apis[0].Name.ShouldBe("renamed");
    }

    [Fact]
    public async Task Put_StepOfSharedPolicyGroup_IsResolvedForGatewaysAndLeaksInDryRunOnly()
    {
        var body = AProxy().Having(
            "flows", """[{"request":[{"policy":"shared-policy-group-policy","configuration":{"hrid":"default-my-api"}}]}]""");

        var dry = await _apim.PutApiAsync(body, dryRun: true);
        var real = await _apim.PutApiAsync(body);

        Step(dry.Json)["sharedPolicyGroupId"]!.ToString().ShouldBe(CrossId);
        Step(real.Json).ToJsonString().ShouldBe("""{"hrid":"default-my-api"}""");
        Step(_apim.Api.FindApi(Id)!)["sharedPolicyGroupId"]!.ToString().ShouldBe(CrossId);
    }

    [Fact]
    public async Task Get_Stored_ShowsGroupsByHrid()
    {
        await _apim.PutAsync("groups", new JsonObject { ["hrid"] = "default-devs", ["name"] = "devs" });
        await _apim.SendAsync("POST", "configuration/groups", JsonNode.Parse("""{"name":"all","event_rules":[{"event":"API_CREATE"}]}"""));
        await _apim.PutApiAsync(AProxy().Having("groups", "[\"devs\"]"));

        var groups = (await _apim.GetAsync($"{ManagementFixture.Automation}/apis/default-my-api")).Json["groups"]!.AsArray();

        ((string?)groups[0], groups.Count).ShouldBe(("default-devs", 2));
    }

    [Fact]
    public async Task GetAndDelete_Unknown_AreNotFound()
    {
        foreach (var method in (string[])["GET", "DELETE"])
        {
            var answer = await _apim.SendAsync(method, $"{ManagementFixture.Automation}/apis/default-my-api");

            (answer.Status, answer.Json.ToJsonString()).ShouldBe(
                (404, """{"message":"HRID [default-my-api] cannot be found.","httpStatus":404,"technicalCode":"hrid.notFound"}"""));
        }
    }

    [Fact]
    public async Task Delete_RunningWithOpenPlans_IsGone()
    {
        await _apim.PutApiAsync(AProxy());

        var answer = await _apim.SendAsync("DELETE", $"{ManagementFixture.Automation}/apis/default-my-api?hridContainsUUID=false");

        (answer.Status, answer.Text).ShouldBe((204, ""));
        _apim.Api.Apis.ShouldBeEmpty();
        _apim.Api.Events[^1].Type.ShouldBe("UNPUBLISH_API");
        (await _apim.PutApiAsync(AProxy())).Status.ShouldBe(200);
    }

    private static JsonNode Step(JsonNode api) => api["flows"]![0]!["request"]![0]!["configuration"]!;
}
