using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class ServerSideApplyTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private const string Full = """
        {"size":1,"items":[{"name":"x","value":"1"}],"set":["a","b"],"map":{"k":"v"},"atomic":{"a":"1"},"list":[{"x":"1"}],"free":{"q":{"r":1}}}
        """;

    private Task<ApiResponse> ApplyAsync(string name, string manager, string spec, bool force = false, string? metadata = null) =>
        fixture.Admin.ApplyAsync(Paths.Widget(name), manager, Widget(name, spec, metadata), force);

    private static string? Fields(ApiResponse answer, string manager) => answer.Body["metadata"]!["managedFields"]!.AsArray()
        .FirstOrDefault(entry => entry!["manager"]!.GetValue<string>() == manager)?["fieldsV1"]!.ToJsonString();

    [Fact]
    public async Task Apply_Missing_CreatesWithOwners()
    {
        var created = await ApplyAsync("new", "m1", Full, metadata: "\"labels\":{\"l\":\"1\"}");

        created.Status.ShouldBe(201);
        created.Json("spec", "items").ShouldBe("""[{"name":"x","value":"1","weight":7}]""");
        System.Text.Json.Nodes.JsonNode.Parse(Fields(created, "m1")!)!.ToJsonString().Replace("\\u0022", "\\\"", StringComparison.Ordinal).ShouldBe(
            """{"f:metadata":{"f:labels":{"f:l":{}}},"f:spec":{"f:atomic":{},"f:free":{"f:q":{".":{},"f:r":{}}},"f:items":{"k:{\"name\":\"x\"}":{".":{},"f:name":{},"f:value":{}}},"f:list":{},"f:map":{"f:k":{}},"f:set":{"v:\"a\"":{},"v:\"b\"":{}},"f:size":{}}}""");
    }

    [Fact]
    public async Task Apply_SameAgain_KeepsVersion()
    {
        var created = await ApplyAsync("noop", "m1", Full);

        (await ApplyAsync("noop", "m1", Full)).Version.ShouldBe(created.Version);
    }

    [Fact]
    public async Task Apply_OthersValues_IsConflict()
    {
        await ApplyAsync("conflict", "m1", Full);

        var refused = await ApplyAsync("conflict", "m2", """{"size":2,"items":[{"name":"x","value":"2"},{"name":"y"}],"atomic":{"b":"1"},"set":["a","c"]}""");

        refused.Status.ShouldBe(409);
        refused.Message.ShouldBe("Apply failed with 3 conflicts: conflicts with \"m1\":\n- .spec.atomic\n- .spec.size\n- .spec.items[name=\"x\"].value");
        refused.Causes.ShouldContain(".spec.size: conflict with \"m1\"");
        refused.Json("details", "causes", "0", "reason").ShouldBe("\"FieldManagerConflict\"");
    }

    [Fact]
    public async Task Apply_EqualValues_AreCoOwned()
    {
        await ApplyAsync("co", "m1", """{"size":1,"set":["a"]}""");

        var applied = await ApplyAsync("co", "m2", """{"size":1,"set":["b"]}""");

        applied.Status.ShouldBe(200);
        applied.Json("spec", "set").ShouldBe("""["a","b"]""");
        Fields(applied, "m1")!.ShouldContain("f:size");
        Fields(applied, "m2")!.ShouldContain("f:size");
    }

    [Fact]
    public async Task Apply_Force_TakesOwnership()
    {
        await ApplyAsync("force", "m1", """{"size":1}""");

        var applied = await ApplyAsync("force", "m2", """{"size":2}""", force: true);

        applied.Json("spec", "size").ShouldBe("2");
        applied.Generation.ShouldBe(2);
        Fields(applied, "m1").ShouldBeNull();
    }

    [Fact]
    public async Task Apply_FieldsLeftOut_AreRemoved()
    {
        await ApplyAsync("shrink", "m1", Full, metadata: "\"labels\":{\"l\":\"1\"}");

        var applied = await ApplyAsync("shrink", "m1", """{"size":1}""");

        applied.Json("spec").ShouldBe("""{"color":"a","nested":{"deep":"d"},"size":1}""");
        applied.Json("metadata", "labels").ShouldBeNull();
    }

    [Fact]
    public async Task Apply_FieldLeftOutButCoOwned_Stays()
    {
        await ApplyAsync("shared", "m1", """{"size":1,"map":{"a":"1","b":"2"}}""");
        await ApplyAsync("shared", "m2", """{"size":1,"map":{"a":"1"}}""");

        (await ApplyAsync("shared", "m1", """{"size":1}""")).Json("spec", "map").ShouldBe("""{"a":"1"}""");
    }

    [Fact]
    public async Task Update_ChangedField_TakesItFromApplier()
    {
        await ApplyAsync("update", "m1", """{"size":1,"flag":true}""");

        var patched = await fixture.Admin.PatchAsync(Paths.Widget("update") + "?fieldManager=editor", """{"spec":{"size":4}}""");

        Fields(patched, "m1").ShouldBe("""{"f:spec":{"f:flag":{}}}""");
        Fields(patched, "editor").ShouldBe("""{"f:spec":{"f:size":{}}}""");
        (await ApplyAsync("update", "m1", """{"size":1,"flag":true}""")).Message
            .ShouldBe("Apply failed with 1 conflict: conflict with \"editor\" using demo.io/v1: .spec.size");
    }

    [Fact]
    public async Task Apply_Status_OwnsStatusOnly()
    {
        await ApplyAsync("st", "m1", """{"size":1}""");

        var applied = await fixture.Admin.ApplyAsync(Paths.Widget("st") + "/status", "ctrl",
            """{"apiVersion":"demo.io/v1","kind":"Widget","metadata":{"name":"st"},"status":{"phase":"x","conditions":[{"type":"Ready","status":"True"}]}}""");

        applied.Json("status", "phase").ShouldBe("\"x\"");
        applied.Generation.ShouldBe(1);
        var entry = applied.Body["metadata"]!["managedFields"]!.AsArray().Single(item => item!["manager"]!.GetValue<string>() == "ctrl")!;
        entry["subresource"]!.GetValue<string>().ShouldBe("status");
    }

    [Fact]
    public async Task Apply_StatusOfMissing_IsNotFound()
    {
        var refused = await fixture.Admin.ApplyAsync(Paths.Widget("nah") + "/status", "ctrl",
            """{"apiVersion":"demo.io/v1","kind":"Widget","metadata":{"name":"nah"},"status":{"phase":"x"}}""");

        refused.Status.ShouldBe(404);
    }

    [Fact]
    public async Task Apply_UidOfMissing_IsConflict() =>
        (await ApplyAsync("ghost", "m1", """{"size":1}""", metadata: "\"uid\":\"zz\"")).Message.ShouldBe(
            "Operation cannot be fulfilled on widgets.demo.io \"ghost\": uid mismatch: the provided object specified uid zz, and no existing object was found");

    [Fact]
    public async Task Apply_StaleVersion_IsConflict()
    {
        await ApplyAsync("rv", "m1", """{"size":1}""");

        (await ApplyAsync("rv", "m1", """{"size":2}""", metadata: "\"resourceVersion\":\"1\"")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Apply_WithoutManager_IsInvalid() =>
        (await fixture.Admin.PatchAsync(Paths.Widget("x"), Widget("x"), ApiClient.ApplyPatch)).Message
            .ShouldBe("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");

    [Theory]
    [InlineData("""{"size":4,"bogus":1}""", ".spec.bogus: field not declared in schema")]
    [InlineData("""{"size":4,"items":[{"name":"a"},{"name":"a"}]}""", ".spec.items: duplicate entries for key [name=\"a\"]")]
    [InlineData("""{"size":"x"}""", ".spec.size: expected numeric (int or float), got string")]
    public async Task Apply_NotMergeable_NamesThePath(string spec, string problem)
    {
        var refused = await ApplyAsync("typed", "m1", spec);

        refused.Status.ShouldBe(500);
        refused.Message.ShouldBe($"failed to create typed patch object (/typed; demo.io/v1, Kind=Widget): {problem}");
    }

    [Fact]
    public async Task Update_EmptyManagedFields_ForgetsOwners()
    {
        await ApplyAsync("reset", "m1", """{"size":1}""");

        var reset = await fixture.Admin.PatchAsync(Paths.Widget("reset"), """{"metadata":{"managedFields":[{}]}}""");
        reset.Body["metadata"]!["managedFields"].ShouldBeNull();

        (await ApplyAsync("reset", "m2", """{"size":2}""")).Message
            .ShouldBe("Apply failed with 1 conflict: conflict with \"before-first-apply\" using demo.io/v1: .spec.size");
    }

    [Fact]
    public async Task Apply_ConfigMap_MergesData()
    {
        const string path = Paths.ConfigMaps + "/applied";
        await fixture.Admin.ApplyAsync(path, "m1", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"applied"},"data":{"a":"b"}}""");

        var applied = await fixture.Admin.ApplyAsync(path, "m2", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"applied"},"data":{"c":"d"}}""");

        applied.Json("data").ShouldBe("""{"a":"b","c":"d"}""");
    }
}
