using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class ListTests(ListTests.Data fixture) : IClassFixture<ListTests.Data>
{
    private static List<string> Names(ApiResponse list) =>
        [.. list.Body["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>())];

    [Fact]
    public async Task List_Namespace_IsSortedByName()
    {
        var list = await fixture.Admin.GetAsync(Paths.Widgets);

        list.Json("kind").ShouldBe("\"WidgetList\"");
        Names(list).ShouldBe(["w1", "w2", "w3", "w4", "w5"]);
    }

    [Fact]
    public async Task List_AllNamespaces_ContainsBoth() =>
        Names(await fixture.Admin.GetAsync("/apis/demo.io/v1/widgets")).ShouldBe(["elsewhere", "w1", "w2", "w3", "w4", "w5"]);

    [Theory]
    [InlineData("odd=yes", "w1,w3,w5")]
    [InlineData("odd!=yes", "w2,w4")]
    [InlineData("odd", "w1,w3,w5")]
    [InlineData("!odd", "w2,w4")]
    [InlineData("n in (1,2)", "w1,w2")]
    [InlineData("n notin (1,2),odd", "w3,w5")]
    [InlineData("n>3", "w4,w5")]
    public async Task List_LabelSelector_Selects(string selector, string expected) =>
        Names(await fixture.Admin.GetAsync($"{Paths.Widgets}?labelSelector={Uri.EscapeDataString(selector)}")).ShouldBe(expected.Split(','));

    [Theory]
    [InlineData("a b c", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("a in b", "unable to parse requirement: found 'b' expected: '('")]
    public async Task List_BadLabelSelector_IsBadRequest(string selector, string message) =>
        (await fixture.Admin.GetAsync($"{Paths.Widgets}?labelSelector={Uri.EscapeDataString(selector)}")).Message.ShouldBe(message);

    [Fact]
    public async Task List_FieldSelector_SelectsByName() =>
        Names(await fixture.Admin.GetAsync(Paths.Widgets + "?fieldSelector=metadata.name%3Dw2")).ShouldBe(["w2"]);

    [Fact]
    public async Task List_UnknownField_IsBadRequest() =>
        (await fixture.Admin.GetAsync(Paths.Widgets + "?fieldSelector=spec.size%3D1")).Message.ShouldBe("field label not supported: spec.size");

    [Fact]
    public async Task List_EventsByObject_AreSelected()
    {
        const string events = "/api/v1/namespaces/default/events";
        await fixture.Admin.PostAsync(events, """
            {"apiVersion":"v1","kind":"Event","metadata":{"name":"e1"},"involvedObject":{"kind":"Widget","name":"w1","namespace":"default","uid":"u1"},"reason":"R"}
            """);

        var list = await fixture.Admin.GetAsync(events + "?fieldSelector=involvedObject.name%3Dw1,involvedObject.kind%3DWidget,involvedObject.uid%3Du1");

        Names(list).ShouldBe(["e1"]);
        list.Node("items", "0", "kind").ShouldBeNull("items of built-in lists carry no type");
    }

    [Fact]
    public async Task List_Pages_AreOneConsistentView()
    {
        var first = await fixture.Admin.GetAsync(Paths.Widgets + "?limit=2");
        await fixture.Admin.PostAsync(Paths.Widgets, Widget("w2b"));
        var next = first.Node("metadata", "continue")!.GetValue<string>();
        var second = await fixture.Admin.GetAsync($"{Paths.Widgets}?limit=2&continue={next}");
        var last = await fixture.Admin.GetAsync($"{Paths.Widgets}?limit=2&continue={second.Node("metadata", "continue")}");
        await fixture.Admin.DeleteAsync(Paths.Widget("w2b"));

        first.Json("metadata", "remainingItemCount").ShouldBe("3");
        Names(second).ShouldBe(["w3", "w4"]);
        Names(last).ShouldBe(["w5"]);
        last.Version.ShouldBe(first.Version);
        last.Node("metadata", "continue").ShouldBeNull();
    }

    [Fact]
    public async Task List_BadContinue_IsBadRequest() =>
        (await fixture.Admin.GetAsync(Paths.Widgets + "?limit=2&continue=xx")).Message.ShouldStartWith("invalid continue token:");

    [Fact]
    public async Task List_FutureVersion_IsTooLarge()
    {
        var refused = await fixture.Admin.GetAsync(Paths.Widgets + "?resourceVersion=99999999");

        refused.Status.ShouldBe(504);
        refused.Message.ShouldStartWith("Timeout: Too large resource version: 99999999, current: ");
        refused.Json("details", "causes", "0", "reason").ShouldBe("\"ResourceVersionTooLarge\"");
    }

    [Fact]
    public async Task List_BadVersion_IsBadRequest() =>
        (await fixture.Admin.GetAsync(Paths.Widgets + "?resourceVersion=abc")).Message
            .ShouldBe("invalid resource version: resourceVersion: Invalid value: \"abc\": strconv.ParseUint: parsing \"abc\": invalid syntax");

    [Fact]
    public async Task List_MatchWithoutVersion_IsForbidden() =>
        (await fixture.Admin.GetAsync(Paths.Widgets + "?resourceVersionMatch=Exact")).Causes
            .ShouldBe(["resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided"]);

    [Fact]
    public async Task List_ExactVersion_ShowsThatPast()
    {
        var before = await fixture.Admin.GetAsync(Paths.Widgets);
        await fixture.Admin.PostAsync(Paths.Widgets, Widget("w9"));

        var past = await fixture.Admin.GetAsync($"{Paths.Widgets}?resourceVersion={before.Version}&resourceVersionMatch=Exact");
        await fixture.Admin.DeleteAsync(Paths.Widget("w9"));

        Names(past).ShouldBe(Names(before));
    }

    [Fact]
    public async Task Get_Yaml_IsWritten() =>
        (await fixture.Admin.GetAsync(Paths.Widget("w1"), "application/yaml")).Text.ShouldStartWith("apiVersion: demo.io/v1\nkind: Widget\nmetadata:\n");

    [Fact]
    public async Task Get_OtherMediaType_IsNotAcceptable() =>
        (await fixture.Admin.GetAsync(Paths.Widget("w1"), "text/plain")).Status.ShouldBe(406);

    [Fact]
    public async Task Get_MetadataOnly_HasNoSpec()
    {
        var metadata = await fixture.Admin.GetAsync(Paths.Widget("w1"), "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");

        metadata.Json("kind").ShouldBe("\"PartialObjectMetadata\"");
        metadata.Json("metadata", "name").ShouldBe("\"w1\"");
        metadata.Node("spec").ShouldBeNull();
    }

    public sealed class Data : ApiServerFixture
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var index in Enumerable.Range(1, 5))
            {
                var odd = index % 2 == 1 ? ",\"odd\":\"yes\"" : "";
                await Admin.PostAsync(Paths.Widgets, Widget($"w{index}", metadata: $$"""
                    "labels":{"n":"{{index}}"{{odd}}}
                    """));
            }

            await Admin.PostAsync("/apis/demo.io/v1/namespaces/apim-example/widgets", Widget("elsewhere"));
        }
    }
}
