using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class ControllerTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private static string OwnedBy(ApiResponse owner, bool blocks = false) => $$"""
        "ownerReferences":[{"apiVersion":"demo.io/v1","kind":"Widget","name":"{{owner.Node("metadata", "name")}}","uid":"{{owner.Node("metadata", "uid")}}","blockOwnerDeletion":{{(blocks ? "true" : "false")}}}]
        """;

    private async Task<ApiResponse> CreatedAsync(string name, string? metadata = null)
    {
        var created = await fixture.Admin.PostAsync(Paths.Widgets, Widget(name, metadata: metadata));
        created.Status.ShouldBe(201);
        return created;
    }

    private Task<WatchReader> WatchAsync() => fixture.Admin.WatchAsync($"{Paths.Widgets}?watch=true&resourceVersion=0");

    [Fact]
    public async Task DeleteOwner_Background_TakesDependents()
    {
        var owner = await CreatedAsync("bg-owner");
        await CreatedAsync("bg-child", OwnedBy(owner));
        using var watch = await WatchAsync();

        await fixture.Admin.DeleteAsync(Paths.Widget("bg-owner"));

        await watch.UntilAsync("DELETED", "bg-child");
    }

    [Fact]
    public async Task DeleteOwner_Foreground_GoesAfterDependents()
    {
        var owner = await CreatedAsync("fg-owner");
        await CreatedAsync("fg-child", $"\"finalizers\":[\"x.io/f\"],{OwnedBy(owner, blocks: true)}");
        using var watch = await WatchAsync();

        var deleting = await fixture.Admin.DeleteAsync(Paths.Widget("fg-owner"), """{"propagationPolicy":"Foreground"}""");
        deleting.Json("metadata", "finalizers").ShouldBe("""["foregroundDeletion"]""");
        await watch.UntilAsync("MODIFIED", "fg-child");
        (await fixture.Admin.GetAsync(Paths.Widget("fg-owner"))).Status.ShouldBe(200);
        await fixture.Admin.PatchAsync(Paths.Widget("fg-child"), """{"metadata":{"finalizers":null}}""");

        await watch.UntilAsync("DELETED", "fg-owner");
    }

    [Fact]
    public async Task DeleteOwner_Orphan_LeavesDependents()
    {
        var owner = await CreatedAsync("or-owner");
        await CreatedAsync("or-child", OwnedBy(owner));
        using var watch = await WatchAsync();

        await fixture.Admin.DeleteAsync(Paths.Widget("or-owner"), """{"propagationPolicy":"Orphan"}""");

        await watch.UntilAsync("DELETED", "or-owner");
        (await fixture.Admin.GetAsync(Paths.Widget("or-child"))).Node("metadata", "ownerReferences").ShouldBeNull();
    }

    [Fact]
    public async Task DeleteNamespace_Content_GoesFirst()
    {
        await fixture.Admin.PostAsync(Paths.Namespaces, """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"going"}}""");
        const string maps = "/api/v1/namespaces/going/configmaps";
        await fixture.Admin.PostAsync(maps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"held","finalizers":["x.io/f"]}}""");
        using var watch = await fixture.Admin.WatchAsync(Paths.Namespaces + "?watch=true&fieldSelector=metadata.name%3Dgoing");
        using var content = await fixture.Admin.WatchAsync(maps + "?watch=true");

        var deleting = await fixture.Admin.DeleteAsync(Paths.Namespaces + "/going");

        deleting.Json("status", "phase").ShouldBe("\"Terminating\"");
        var refused = await fixture.Admin.PostAsync(maps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"late"}}""");
        refused.Status.ShouldBe(403);
        refused.Message.ShouldBe("configmaps \"late\" is forbidden: unable to create new content in namespace going because it is being terminated");
        (await content.UntilAsync("MODIFIED", "held"))["metadata"]!["deletionTimestamp"].ShouldNotBeNull();
        await fixture.Admin.PatchAsync(maps + "/held", """{"metadata":{"finalizers":null}}""");
        await watch.UntilAsync("DELETED", "going");
    }

    [Fact]
    public async Task DeleteNamespace_Default_IsForbidden() =>
        (await fixture.Admin.DeleteAsync(Paths.Namespaces + "/default")).Message
            .ShouldBe("namespaces \"default\" is forbidden: this namespace may not be deleted");

    [Fact]
    public async Task Namespace_New_IsActiveAndLabelled()
    {
        var created = await fixture.Admin.PostAsync(Paths.Namespaces, """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"fresh"}}""");

        created.Json("status", "phase").ShouldBe("\"Active\"");
        created.Json("metadata", "labels").ShouldBe("""{"kubernetes.io/metadata.name":"fresh"}""");
        created.Json("spec", "finalizers").ShouldBe("""["kubernetes"]""");
    }
}
