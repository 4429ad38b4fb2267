using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class WatchTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private static string Only(string name) => $"fieldSelector=metadata.name%3D{name}";

    private async Task<string> VersionAsync() => (await fixture.Admin.GetAsync(Paths.Widgets)).Version;

    [Fact]
    public async Task Watch_FromVersion_ReplaysAndContinues()
    {
        var start = await VersionAsync();
        await fixture.Admin.PostAsync(Paths.Widgets, Widget("replay"));
        using var watch = await fixture.Admin.WatchAsync($"{Paths.Widgets}?watch=true&resourceVersion={start}&{Only("replay")}");

        await fixture.Admin.PatchAsync(Paths.Widget("replay"), """{"spec":{"size":2}}""");
        await fixture.Admin.DeleteAsync(Paths.Widget("replay"));

        (await watch.NextTextAsync()).ShouldBe("ADDED replay");
        (await watch.NextTextAsync()).ShouldBe("MODIFIED replay");
        (await watch.NextTextAsync()).ShouldBe("DELETED replay");
    }

    [Fact]
    public async Task Watch_NoOpWrite_EmitsNothing()
    {
        await fixture.Admin.PostAsync(Paths.Widgets, Widget("quiet"));
        using var watch = await fixture.Admin.WatchAsync($"{Paths.Widgets}?watch=true&resourceVersion={await VersionAsync()}&{Only("quiet")}");

        await fixture.Admin.PatchAsync(Paths.Widget("quiet"), """{"spec":{"size":1}}""");
        await fixture.Admin.DeleteAsync(Paths.Widget("quiet"));

        (await watch.NextTextAsync()).ShouldBe("DELETED quiet");
    }

    [Fact]
    public async Task Watch_LabelComesAndGoes_IsAddedAndDeleted()
    {
        using var watch = await fixture.Admin.WatchAsync($"{Paths.Widgets}?watch=true&resourceVersion={await VersionAsync()}&labelSelector=x%3D1");

        await fixture.Admin.PostAsync(Paths.Widgets, Widget("sel", metadata: "\"labels\":{\"x\":\"1\"}"));
        var away = await fixture.Admin.PatchAsync(Paths.Widget("sel"), """{"metadata":{"labels":{"x":"2"}}}""");
        await fixture.Admin.PatchAsync(Paths.Widget("sel"), """{"metadata":{"labels":{"x":"1"}}}""");

        (await watch.NextTextAsync()).ShouldBe("ADDED sel");
        var deleted = (await watch.NextAsync())!;
        deleted["type"]!.GetValue<string>().ShouldBe("DELETED");
        deleted["object"]!["metadata"]!["labels"]!["x"]!.GetValue<string>().ShouldBe("1", "the last state that was selected");
        deleted["object"]!["metadata"]!["resourceVersion"]!.GetValue<string>().ShouldBe(away.Version);
        (await watch.NextTextAsync()).ShouldBe("ADDED sel");
    }

    [Fact]
    public async Task Watch_VersionZero_StartsWithWhatIsThere()
    {
        await fixture.Admin.PostAsync(Paths.Widgets, Widget("there"));

        using var watch = await fixture.Admin.WatchAsync($"{Paths.Widgets}?watch=1&resourceVersion=0&{Only("there")}");

        (await watch.NextTextAsync()).ShouldBe("ADDED there");
    }

    [Fact]
    public async Task Watch_Timeout_EndsWithBookmark()
    {
        using var watch = await fixture.Admin.WatchAsync($"{Paths.Widgets}?watch=1&allowWatchBookmarks=true&timeoutSeconds=1&{Only("none")}");

        var bookmark = (await watch.NextAsync())!;

        bookmark["type"]!.GetValue<string>().ShouldBe("BOOKMARK");
        bookmark["object"]!["kind"]!.GetValue<string>().ShouldBe("Widget");
        bookmark["object"]!["metadata"]!["resourceVersion"].ShouldNotBeNull();
        (await watch.NextTextAsync()).ShouldBe("END");
    }

    [Fact]
    public async Task Watch_InitialEvents_EndWithAnnotatedBookmark()
    {
        await fixture.Admin.PostAsync(Paths.Widgets, Widget("initial"));

        using var watch = await fixture.Admin.WatchAsync(
            $"{Paths.Widgets}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&{Only("initial")}");

        (await watch.NextTextAsync()).ShouldBe("ADDED initial");
        var bookmark = (await watch.NextAsync())!;
        bookmark["type"]!.GetValue<string>().ShouldBe("BOOKMARK");
        bookmark["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!.GetValue<string>().ShouldBe("true");
    }

    [Fact]
    public async Task Watch_InitialEventsWithoutMatch_IsForbidden() =>
        (await fixture.Admin.GetAsync(Paths.Widgets + "?watch=1&sendInitialEvents=true")).Causes
            .ShouldBe(["resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"]);

    [Fact]
    public async Task Watch_Table_SendsColumnsOnce()
    {
        using var watch = await fixture.Admin.WatchAsync(
            $"{Paths.Widgets}?watch=true&resourceVersion={await VersionAsync()}&{Only("tab")}", ApiClient.Table);

        await fixture.Admin.PostAsync(Paths.Widgets, Widget("tab"));
        await fixture.Admin.PatchAsync(Paths.Widget("tab"), """{"spec":{"size":2}}""");

        var first = (await watch.NextAsync())!["object"]!;
        first["kind"]!.GetValue<string>().ShouldBe("Table");
        first["columnDefinitions"]!.AsArray().Count.ShouldBe(5);
        first["rows"]![0]!["cells"]![1]!.GetValue<int>().ShouldBe(1);
        var second = (await watch.NextAsync())!["object"]!;
        second["columnDefinitions"].ShouldBeNull();
        second["rows"]![0]!["cells"]![1]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Watch_ForgottenVersion_IsExpiredInTheStream()
    {
        await using var own = new ApiServerOfOneTest();
        await own.InitializeAsync();
        var start = (await own.Admin.PostAsync(Paths.Widgets, Widget("old"))).Version;
        await own.Admin.PatchAsync(Paths.Widget("old"), """{"spec":{"size":2}}""");
        own.Server.CompactHistory();

        using var watch = await own.Admin.WatchAsync($"{Paths.Widgets}?watch=true&resourceVersion={start}");

        watch.Status.ShouldBe(200);
        var error = (await watch.NextAsync())!;
        error["type"]!.GetValue<string>().ShouldBe("ERROR");
        error["object"]!["code"]!.GetValue<int>().ShouldBe(410);
        error["object"]!["reason"]!.GetValue<string>().ShouldBe("Expired");
        (await watch.NextTextAsync()).ShouldBe("END");
    }

    [Fact]
    public async Task Continue_ForgottenVersion_IsExpired()
    {
        await using var own = new ApiServerOfOneTest();
        await own.InitializeAsync();
        await own.Admin.PostAsync(Paths.Widgets, Widget("p1"));
        await own.Admin.PostAsync(Paths.Widgets, Widget("p2"));
        var first = await own.Admin.GetAsync(Paths.Widgets + "?limit=1");
        await own.Admin.DeleteAsync(Paths.Widget("p1"));
        own.Server.CompactHistory();

        var refused = await own.Admin.GetAsync($"{Paths.Widgets}?limit=1&continue={first.Node("metadata", "continue")}");

        refused.Status.ShouldBe(410);
        refused.Reason.ShouldBe("Expired");
    }

    [Fact]
    public async Task DropWatches_RunningWatch_Ends()
    {
        await using var own = new ApiServerOfOneTest();
        await own.InitializeAsync();
        using var watch = await own.Admin.WatchAsync($"{Paths.Widgets}?watch=true&resourceVersion=0");

        own.Server.DropWatches("widgets.demo.io");

        (await watch.NextTextAsync()).ShouldBe("END");
    }
}
