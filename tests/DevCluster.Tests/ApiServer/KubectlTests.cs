using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

/// <summary>The commands of a user's first hour, with the real kubectl.</summary>
public sealed class KubectlTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private static string Manifest(string name, int size, string field = "flag: true") => $"""
        apiVersion: demo.io/v1
        kind: Widget
        metadata:
          name: {name}
        spec:
          size: {size}
          {field}
        """;

    private Kubectl NewKubectl()
    {
        Assert.SkipUnless(Kubectl.IsInstalled, "kubectl is not installed");
        return new Kubectl(fixture.Server.KubeConfig);
    }

    [Fact]
    public async Task Apply_ClientSide_CreatesConfiguresAndKeeps()
    {
        using var kubectl = NewKubectl();

        (await kubectl.RunAsync("apply -f -", Manifest("ca", 1))).ShouldBe((0, "widget.demo.io/ca created\n"));
        (await kubectl.RunAsync("apply -f -", Manifest("ca", 1))).ShouldBe((0, "widget.demo.io/ca unchanged\n"));
        (await kubectl.RunAsync("apply -f -", Manifest("ca", 2))).ShouldBe((0, "widget.demo.io/ca configured\n"));
        (await fixture.Admin.GetAsync(Paths.Widget("ca"))).Json("spec", "size").ShouldBe("2");
    }

    [Fact]
    public async Task Apply_ServerSide_TakesOverFromClientSide()
    {
        using var kubectl = NewKubectl();
        await kubectl.RunAsync("apply -f -", Manifest("ssa", 1));

        (await kubectl.RunAsync("apply --server-side -f -", Manifest("ssa", 3))).ShouldBe((0, "widget.demo.io/ssa serverside-applied\n"));
        (await kubectl.RunAsync("apply --server-side -f -", Manifest("ssa", 4))).ShouldBe((0, "widget.demo.io/ssa serverside-applied\n"));
        (await fixture.Admin.GetAsync(Paths.Widget("ssa"))).Json("spec", "size").ShouldBe("4");
    }

    [Fact]
    public async Task Apply_ConfigMap_MergesStrategically()
    {
        using var kubectl = NewKubectl();
        static string Map(string data) => $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm\ndata:\n  {data}\n";
        await kubectl.RunAsync("apply -f -", Map("a: x"));

        (await kubectl.RunAsync("apply -f -", Map("b: z"))).ShouldBe((0, "configmap/cm configured\n"));
        (await fixture.Admin.GetAsync(Paths.ConfigMaps + "/cm")).Json("data").ShouldBe("""{"b":"z"}""");
    }

    [Fact]
    public async Task Apply_UnknownField_IsRefusedWithPath()
    {
        using var kubectl = NewKubectl();

        var (code, output) = await kubectl.RunAsync("apply -f -", Manifest("bad", 1, "colour: red"));

        code.ShouldBe(1);
        output.ShouldContain("strict decoding error: unknown field \"spec.colour\"");
    }

    [Fact]
    public async Task Apply_Invalid_ShowsTheRule()
    {
        using var kubectl = NewKubectl();

        var (code, output) = await kubectl.RunAsync("apply -f -", Manifest("bad", 11));

        code.ShouldBe(1);
        output.ShouldBe("The Widget \"bad\" is invalid: spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10\n");
    }

    [Fact]
    public async Task DryRun_Server_StoresNothing()
    {
        using var kubectl = NewKubectl();

        (await kubectl.RunAsync("apply --dry-run=server -f -", Manifest("dry", 1))).ShouldBe((0, "widget.demo.io/dry created (server dry run)\n"));
        (await fixture.Admin.GetAsync(Paths.Widget("dry"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Diff_Change_IsShown()
    {
        using var kubectl = NewKubectl();
        await kubectl.RunAsync("apply -f -", Manifest("diff", 1));

        var (code, output) = await kubectl.RunAsync("diff -f -", Manifest("diff", 5));

        code.ShouldBe(1);
        output.ShouldContain("-  size: 1\n+  size: 5\n");
        (await kubectl.RunAsync("diff -f -", Manifest("diff", 1))).ShouldBe((0, ""));
    }

    [Fact]
    public async Task Wait_Condition_IsMetWhenStatusSaysSo()
    {
        using var kubectl = NewKubectl();
        await kubectl.RunAsync("apply -f -", Manifest("wait", 1));
        var waiting = kubectl.RunAsync("wait --for=condition=Ready widget/wait --timeout=30s");

        await fixture.Admin.PatchAsync(Paths.Widget("wait") + "/status", """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""");

        (await waiting).ShouldBe((0, "widget.demo.io/wait condition met\n"));
    }

    [Fact]
    public async Task Get_Wide_ShowsColumns()
    {
        using var kubectl = NewKubectl();
        await kubectl.RunAsync("apply -f -", Manifest("get", 7, "items: [{name: one}]"));

        var (code, output) = await kubectl.RunAsync("get wd get -o wide");

        code.ShouldBe(0);
        output.Split('\n')[0].ShouldMatch("^NAME +SIZE +READY +ITEMS +AGE$");
        output.Split('\n')[1].ShouldMatch("^get +7 +one +[0-9]+s$");
    }

    [Fact]
    public async Task GetWatch_Change_IsShown()
    {
        using var kubectl = NewKubectl();
        await kubectl.RunAsync("apply -f -", Manifest("follow", 1));
        using var process = kubectl.Start("get widgets --field-selector metadata.name=follow --watch --no-headers");
        (await Kubectl.ReadLineAsync(process)).ShouldMatch("^follow +1 ");

        await fixture.Admin.PatchAsync(Paths.Widget("follow"), """{"spec":{"size":8}}""");

        (await Kubectl.ReadLineAsync(process)).ShouldMatch("^follow +8 ");
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Describe_Object_ShowsItsEvents()
    {
        using var kubectl = NewKubectl();
        var uid = (await fixture.Admin.PostAsync(Paths.Widgets, Widget("desc"))).Node("metadata", "uid");
        await fixture.Admin.PostAsync("/api/v1/namespaces/default/events", $$$"""
            {"apiVersion":"v1","kind":"Event","metadata":{"name":"desc.1"},"type":"Warning","reason":"Broken","message":"it broke",
             "involvedObject":{"apiVersion":"demo.io/v1","kind":"Widget","name":"desc","namespace":"default","uid":"{{{uid}}}"} }
            """);

        var (code, output) = await kubectl.RunAsync("describe widget desc");

        code.ShouldBe(0);
        output.ShouldMatch("Warning +Broken .*it broke");
    }

    [Fact]
    public async Task Explain_NestedField_ShowsDescription()
    {
        using var kubectl = NewKubectl();

        (await kubectl.RunAsync("explain widget.spec.size")).Output.ShouldContain("How big it is.");
    }

    [Fact]
    public async Task Delete_Object_WaitsUntilGone()
    {
        using var kubectl = NewKubectl();
        await kubectl.RunAsync("apply -f -", Manifest("del", 1));

        (await kubectl.RunAsync("delete widget del")).ShouldBe((0, "widget.demo.io \"del\" deleted\n"));
        (await kubectl.RunAsync("get widget del")).ShouldBe((1, "Error from server (NotFound): widgets.demo.io \"del\" not found\n"));
    }

    [Fact]
    public async Task Imperative_Protobuf_IsUnderstood()
    {
        using var kubectl = NewKubectl();

        (await kubectl.RunAsync("create namespace imp")).ShouldBe((0, "namespace/imp created\n"));
        (await kubectl.RunAsync("create secret generic s --from-literal=a=b")).ShouldBe((0, "secret/s created\n"));
        (await kubectl.RunAsync("auth can-i delete secrets")).Output.ShouldBe("yes\n");
        (await fixture.Admin.GetAsync(Paths.Secrets + "/s")).Json("data").ShouldBe("""{"a":"Yg=="}""");
    }

    [Fact]
    public async Task RestrictedUser_OwnKubeConfig_IsForbidden()
    {
        Assert.SkipUnless(Kubectl.IsInstalled, "kubectl is not installed");
        using var kubectl = new Kubectl(fixture.Server.KubeConfigForToken("jane", fixture.Server.CreateToken("jane")));

        var (code, output) = await kubectl.RunAsync("get secrets");

        code.ShouldBe(1);
        output.ShouldStartWith("Error from server (Forbidden): secrets is forbidden: User \"jane\" cannot list resource \"secrets\"");
    }
}
