using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class UpdateTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private async Task<ApiResponse> CreatedAsync(string name, string spec = """{"size":1}""", string? metadata = null)
    {
        var created = await fixture.Admin.PostAsync(Paths.Widgets, Widget(name, spec, metadata));
        created.Status.ShouldBe(201);
        return created;
    }

    private Task<ApiResponse> PatchAsync(string name, string patch, string query = "", string type = ApiClient.MergePatch) =>
        fixture.Admin.PatchAsync(Paths.Widget(name) + query, patch, type);

    [Fact]
    public async Task Put_WithoutVersion_IsInvalid()
    {
        await CreatedAsync("norv");

        (await fixture.Admin.PutAsync(Paths.Widget("norv"), Widget("norv", """{"size":2}"""))).Message.ShouldBe(
            "widgets.demo.io \"norv\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update");
    }

    [Fact]
    public async Task Put_StaleVersion_IsConflict()
    {
        await CreatedAsync("stale");

        var refused = await fixture.Admin.PutAsync(Paths.Widget("stale"), Widget("stale", metadata: "\"resourceVersion\":\"1\""));

        refused.Status.ShouldBe(409);
        refused.Reason.ShouldBe("Conflict");
        refused.Message.ShouldBe("Operation cannot be fulfilled on widgets.demo.io \"stale\": "
            + "the object has been modified; please apply your changes to the latest version and try again");
    }

    [Fact]
    public async Task Put_SameObject_KeepsVersion()
    {
        var created = await CreatedAsync("same");

        (await fixture.Admin.PutAsync(Paths.Widget("same"), created.Text)).Version.ShouldBe(created.Version);
    }

    [Fact]
    public async Task Patch_LastFinalizerRemoved_LeavesNoEmptyList()
    {
        await CreatedAsync("released", metadata: "\"finalizers\":[\"demo.io/only\"]");

        var released = await PatchAsync("released", """[{"op":"remove","path":"/metadata/finalizers/0"}]""", type: ApiClient.JsonPatch);

        released.Status.ShouldBe(200);
        released.Node("metadata", "finalizers").ShouldBeNull();
    }

    [Fact]
    public async Task Put_OtherUid_IsConflict()
    {
        var created = await CreatedAsync("uid");
        created.Body.ShouldNotBeNull();
        var other = created.Text.Replace(created.Node("metadata", "uid")!.GetValue<string>(), "another", StringComparison.Ordinal);

        (await fixture.Admin.PutAsync(Paths.Widget("uid"), other)).Message.ShouldContain("Precondition failed: UID in precondition: another");
    }

    [Fact]
    public async Task Put_OtherName_IsBadRequest() =>
        (await fixture.Admin.PutAsync(Paths.Widget("here"), Widget("there"))).Message
            .ShouldBe("the name of the object (there) does not match the name on the URL (here)");

    [Fact]
    public async Task Put_MissingLease_IsCreated() =>
        (await fixture.Admin.PutAsync("/apis/coordination.k8s.io/v1/namespaces/default/leases/l1",
            """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"l1"},"spec":{"holderIdentity":"me"}}""")).Status.ShouldBe(201);

    [Fact]
    public async Task Put_ConfigMapWithoutVersion_IsUnconditional()
    {
        await fixture.Admin.PostAsync(Paths.ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"u"},"data":{"a":"b"}}""");

        var updated = await fixture.Admin.PutAsync(
            Paths.ConfigMaps + "/u", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"u"},"data":{"a":"c"}}""");

        updated.Json("data").ShouldBe("""{"a":"c"}""");
    }

    [Fact]
    public async Task MergePatch_Labels_KeepGeneration()
    {
        var created = await CreatedAsync("labels");

        var patched = await PatchAsync("labels", """{"metadata":{"labels":{"a":"b"}}}""");

        patched.Generation.ShouldBe(1);
        patched.Version.ShouldNotBe(created.Version);
    }

    [Fact]
    public async Task MergePatch_Spec_CountsGeneration()
    {
        await CreatedAsync("spec");

        (await PatchAsync("spec", """{"spec":{"size":3}}""")).Generation.ShouldBe(2);
    }

    [Fact]
    public async Task MergePatch_NothingNew_KeepsVersion()
    {
        var created = await CreatedAsync("noop");

        (await PatchAsync("noop", """{"spec":{"size":1}}""")).Version.ShouldBe(created.Version);
    }

    [Fact]
    public async Task MergePatch_StaleVersion_IsConflict()
    {
        await CreatedAsync("mpstale");

        (await PatchAsync("mpstale", """{"metadata":{"resourceVersion":"1"},"spec":{"size":4}}""")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task MergePatch_DryRun_ChangesNothing()
    {
        var created = await CreatedAsync("mpdry");

        var dry = await PatchAsync("mpdry", """{"spec":{"size":9}}""", "?dryRun=All");

        dry.Json("spec", "size").ShouldBe("9");
        dry.Generation.ShouldBe(2);
        (await fixture.Admin.GetAsync(Paths.Widget("mpdry"))).Text.ShouldBe(created.Text);
    }

    [Fact]
    public async Task MergePatch_Missing_IsNotFound() =>
        (await PatchAsync("missing", "{}")).Message.ShouldBe("widgets.demo.io \"missing\" not found");

    [Fact]
    public async Task MergePatch_NotAnObject_IsBadRequest() =>
        (await PatchAsync("x", "[]")).Message.ShouldBe("error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}");

    [Fact]
    public async Task JsonPatch_Operations_AreApplied()
    {
        await CreatedAsync("jp");

        (await PatchAsync("jp", """[{"op":"test","path":"/spec/size","value":1},{"op":"replace","path":"/spec/size","value":5}]""", type: ApiClient.JsonPatch))
            .Json("spec", "size").ShouldBe("5");
    }

    [Fact]
    public async Task JsonPatch_FailedTest_IsInvalid()
    {
        await CreatedAsync("jptest");

        var refused = await PatchAsync("jptest", """[{"op":"test","path":"/spec/size","value":9}]""", type: ApiClient.JsonPatch);

        refused.Status.ShouldBe(422);
        refused.Message.ShouldBe("the server rejected our request due to an error in our request");
    }

    [Fact]
    public async Task StrategicMerge_CustomKind_IsUnsupported() =>
        (await PatchAsync("x", "{}", type: ApiClient.StrategicMergePatch)).Message.ShouldBe(
            "the body of the request was in an unknown format - accepted media types include: "
            + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");

    [Fact]
    public async Task Status_MergePatch_TouchesStatusOnly()
    {
        await CreatedAsync("status");

        var patched = await PatchAsync("status/status", """{"metadata":{"labels":{"q":"z"}},"spec":{"size":9},"status":{"phase":"ok"}}""");

        patched.Json("status").ShouldBe("""{"phase":"ok"}""");
        patched.Json("spec", "size").ShouldBe("1");
        patched.Json("metadata", "labels").ShouldBeNull();
        patched.Generation.ShouldBe(1);
    }

    [Fact]
    public async Task Main_StatusInPatch_IsIgnored()
    {
        var created = await CreatedAsync("mainstatus");

        (await PatchAsync("mainstatus", """{"status":{"phase":"no"}}""")).Version.ShouldBe(created.Version);
    }

    [Fact]
    public async Task Update_UidInPatch_IsImmutable()
    {
        await CreatedAsync("immut");

        (await PatchAsync("immut", """{"metadata":{"uid":"zz"}}""")).Message
            .ShouldBe("Widget.demo.io \"immut\" is invalid: metadata.uid: Invalid value: \"zz\": field is immutable");
    }

    [Fact]
    public async Task Patch_ConcurrentWriters_AllSucceed()
    {
        await CreatedAsync("race");

        var writes = await Task.WhenAll(Enumerable.Range(0, 4).Select(index =>
            PatchAsync("race", $$"""{"metadata":{"annotations":{"k{{index}}":"v"} } }""")));

        writes.ShouldAllBe(write => write.Status == 200);
        (await fixture.Admin.GetAsync(Paths.Widget("race"))).Json("metadata", "annotations").ShouldBe("""{"k0":"v","k1":"v","k2":"v","k3":"v"}""");
    }
}
