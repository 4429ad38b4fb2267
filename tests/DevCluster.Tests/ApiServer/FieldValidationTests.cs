using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class FieldValidationTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private const string Unknown = """{"size":1,"bogus":1,"list":[{"y":1}],"items":[{"name":"a","zz":2}],"nested":{"q":1}}""";

    [Fact]
    public async Task Strict_UnknownFields_AreNamedByPath()
    {
        var refused = await fixture.Admin.PostAsync(Paths.Widgets + "?fieldValidation=Strict", Widget("b", Unknown, "\"bad\":1"));

        refused.Status.ShouldBe(400);
        refused.Reason.ShouldBe("BadRequest");
        refused.Message.ShouldBe("Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: unknown field \"metadata.bad\", "
            + "unknown field \"spec.bogus\", unknown field \"spec.items[0].zz\", unknown field \"spec.list[0].y\", unknown field \"spec.nested.q\"");
    }

    [Fact]
    public async Task Strict_RepeatedFields_AreNamedByPath() =>
        (await fixture.Admin.PostAsync(Paths.Widgets + "?fieldValidation=Strict",
            """{"apiVersion":"demo.io/v1","kind":"Widget","metadata":{"name":"b","name":"b"},"spec":{"size":1,"size":2,"list":[{"x":"1","x":"1"}]}}"""))
            .Message.ShouldEndWith("strict decoding error: duplicate field \"metadata.name\", duplicate field \"spec.size\", duplicate field \"spec.list[0].x\"");

    [Fact]
    public async Task Warn_UnknownFields_ArePrunedWithWarnings()
    {
        var created = await fixture.Admin.PostAsync(Paths.Widgets, Widget("warned", Unknown));

        created.Status.ShouldBe(201);
        created.Warnings.ShouldContain("299 - \"unknown field \\\"spec.bogus\\\"\"");
        created.Json("spec", "bogus").ShouldBeNull();
        created.Json("spec", "list").ShouldBe("[{}]");
    }

    [Fact]
    public async Task Warn_RepeatedField_LastOneWins()
    {
        var created = await fixture.Admin.PostAsync(Paths.Widgets,
            """{"apiVersion":"demo.io/v1","kind":"Widget","metadata":{"name":"rep"},"spec":{"size":1,"size":2}}""");

        created.Json("spec", "size").ShouldBe("2");
        created.Warnings.ShouldBe(["299 - \"duplicate field \\\"spec.size\\\"\""]);
    }

    [Fact]
    public async Task Ignore_UnknownFields_ArePrunedSilently()
    {
        var created = await fixture.Admin.PostAsync(Paths.Widgets + "?fieldValidation=Ignore", Widget("ignored", Unknown));

        created.Status.ShouldBe(201);
        created.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Strict_MergePatch_IsInvalidWithTheObject()
    {
        await fixture.Admin.PostAsync(Paths.Widgets, Widget("mp"));

        var refused = await fixture.Admin.PatchAsync(Paths.Widget("mp") + "?fieldValidation=Strict", """{"spec":{"bogus":1}}""");

        refused.Status.ShouldBe(422);
        refused.Message.ShouldStartWith(" \"\" is invalid: patch: Invalid value: \"{");
        refused.Message.ShouldEndWith("strict decoding error: unknown field \"spec.bogus\"");
    }

    [Fact]
    public async Task Strict_BuiltInKind_NamesFieldsInDocumentOrder() =>
        (await fixture.Admin.PostAsync(Paths.ConfigMaps + "?fieldValidation=Strict",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c2","zz":1},"data":{"a":"b"},"foo":1,"bar":{"x":2}}""")).Message
            .ShouldEndWith("strict decoding error: unknown field \"metadata.zz\", unknown field \"foo\", unknown field \"bar\"");

    [Fact]
    public async Task FreeForm_UnknownFields_AreKept()
    {
        var created = await fixture.Admin.PostAsync(Paths.Widgets + "?fieldValidation=Strict", Widget("free", """{"size":1,"free":{"any":{"thing":[1,"x"]}}}"""));

        created.Json("spec", "free").ShouldBe("""{"any":{"thing":[1,"x"]}}""");
    }

    [Fact]
    public async Task Query_UnknownMode_IsInvalid() =>
        (await fixture.Admin.PatchAsync(Paths.Widget("x") + "?fieldValidation=x", "{}")).Message.ShouldBe(
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"x\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"");
}
