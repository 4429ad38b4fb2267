using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class DeleteTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private async Task<ApiResponse> CreatedAsync(string name, string? metadata = null)
    {
        var created = await fixture.Admin.PostAsync(Paths.Widgets, Widget(name, metadata: metadata));
        created.Status.ShouldBe(201);
        return created;
    }

    [Fact]
    public async Task Delete_NoFinalizers_AnswersWithStatus()
    {
        var created = await CreatedAsync("plain");

        var deleted = await fixture.Admin.DeleteAsync(Paths.Widget("plain"), """{"propagationPolicy":"Background"}""");

        deleted.Json("status").ShouldBe("\"Success\"");
        deleted.Json("details", "uid").ShouldBe(created.Json("metadata", "uid"));
        (await fixture.Admin.GetAsync(Paths.Widget("plain"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Delete_Finalizers_MarksTheObject()
    {
        await CreatedAsync("held", "\"finalizers\":[\"x.io/f\"]");

        var deleted = await fixture.Admin.DeleteAsync(Paths.Widget("held"));

        deleted.Node("metadata", "deletionTimestamp").ShouldNotBeNull();
        deleted.Json("metadata", "deletionGracePeriodSeconds").ShouldBe("0");
        deleted.Generation.ShouldBe(2);
        (await fixture.Admin.DeleteAsync(Paths.Widget("held"))).Version.ShouldBe(deleted.Version);
    }

    [Fact]
    public async Task RemoveLastFinalizer_AnswersOldVersion_ThenGone()
    {
        await CreatedAsync("last", "\"finalizers\":[\"x.io/f\"]");
        var deleting = await fixture.Admin.DeleteAsync(Paths.Widget("last"));
        using var watch = await fixture.Admin.WatchAsync($"{Paths.Widgets}?watch=true&resourceVersion={deleting.Version}&fieldSelector=metadata.name%3Dlast");

        var patched = await fixture.Admin.PatchAsync(Paths.Widget("last"), """{"metadata":{"finalizers":null}}""");

        patched.Version.ShouldBe(deleting.Version);
        var gone = await watch.UntilAsync("DELETED", "last");
        long.Parse(gone["metadata"]!["resourceVersion"]!.GetValue<string>()).ShouldBeGreaterThan(long.Parse(deleting.Version));
        (await fixture.Admin.GetAsync(Paths.Widget("last"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task AddFinalizer_WhileDeleting_IsForbidden()
    {
        await CreatedAsync("late", "\"finalizers\":[\"x.io/f\"]");
        await fixture.Admin.DeleteAsync(Paths.Widget("late"));

        (await fixture.Admin.PatchAsync(Paths.Widget("late"), """{"metadata":{"finalizers":["x.io/f","y.io/g"]}}""")).Message.ShouldEndWith(
            "Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"y.io/g\"}");
    }

    [Fact]
    public async Task Create_WhileDeleting_SaysSo()
    {
        await CreatedAsync("again", "\"finalizers\":[\"x.io/f\"]");
        await fixture.Admin.DeleteAsync(Paths.Widget("again"));

        (await fixture.Admin.PostAsync(Paths.Widgets, Widget("again"))).Message
            .ShouldBe("object is being deleted: widgets.demo.io \"again\" already exists");
    }

    [Fact]
    public async Task Delete_OtherUid_IsConflict()
    {
        await CreatedAsync("pre");

        (await fixture.Admin.DeleteAsync(Paths.Widget("pre"), """{"preconditions":{"uid":"zz"}}""")).Message
            .ShouldStartWith("Operation cannot be fulfilled on Widget.demo.io \"pre\": the UID in the precondition (zz) does not match the UID in record");
    }

    [Fact]
    public async Task Delete_OtherVersion_IsConflict()
    {
        await CreatedAsync("prerv");

        (await fixture.Admin.DeleteAsync(Paths.Widget("prerv"), """{"preconditions":{"resourceVersion":"1"}}""")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Delete_DryRunInBody_DeletesNothing()
    {
        await CreatedAsync("drydel");

        (await fixture.Admin.DeleteAsync(Paths.Widget("drydel"), """{"dryRun":["All"]}""")).Json("status").ShouldBe("\"Success\"");
        (await fixture.Admin.GetAsync(Paths.Widget("drydel"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Delete_UnknownPolicy_IsInvalid() =>
        (await fixture.Admin.DeleteAsync(Paths.Widget("x"), """{"propagationPolicy":"Xx"}""")).Message.ShouldBe(
            "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Xx\": "
            + "supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");

    [Fact]
    public async Task DeleteCollection_Selector_DeletesMatching()
    {
        await CreatedAsync("coll1", "\"labels\":{\"c\":\"1\"}");
        await CreatedAsync("coll2", "\"labels\":{\"c\":\"2\"}");

        (await fixture.Admin.DeleteAsync(Paths.Widgets + "?labelSelector=c%3D1")).Status.ShouldBe(200);

        (await fixture.Admin.GetAsync(Paths.Widget("coll1"))).Status.ShouldBe(404);
        (await fixture.Admin.GetAsync(Paths.Widget("coll2"))).Status.ShouldBe(200);
    }
}
