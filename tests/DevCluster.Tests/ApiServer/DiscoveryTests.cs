namespace Gko.DevCluster.Tests.ApiServer;

public sealed class DiscoveryTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/livez")]
    public async Task Health_Anonymous_IsOk(string path)
    {
        using var anyone = fixture.ClientFor(null);
        (await anyone.GetAsync(path)).Text.ShouldBe("ok");
    }

    [Fact]
    public async Task Version_IsSemantic() =>
        (await fixture.Admin.GetAsync("/version")).Json("gitVersion").ShouldBe("\"v1.33.0\"");

    [Fact]
    public async Task Groups_CustomKind_AreListed()
    {
        var groups = await fixture.Admin.GetAsync("/apis");

        groups.Json("kind").ShouldBe("\"APIGroupList\"");
        groups.Text.ShouldContain("{\"groupVersion\":\"demo.io/v1\",\"version\":\"v1\"}");
    }

    [Fact]
    public async Task Resources_CustomKind_ShowNamesAndStatus()
    {
        var resources = await fixture.Admin.GetAsync("/apis/demo.io/v1");

        resources.Json("resources", "0", "name").ShouldBe("\"widgets\"");
        resources.Json("resources", "0", "singularName").ShouldBe("\"widget\"");
        resources.Json("resources", "0", "shortNames").ShouldBe("[\"wd\"]");
        resources.Json("resources", "0", "categories").ShouldBe("[\"demo\"]");
        resources.Json("resources", "1", "name").ShouldBe("\"widgets/status\"");
    }

    [Fact]
    public async Task Resources_UnknownGroup_IsNotFound() =>
        (await fixture.Admin.GetAsync("/apis/nope.io/v1")).Status.ShouldBe(404);

    [Fact]
    public async Task OpenApi_Index_PointsToGroupDocument()
    {
        var index = await fixture.Admin.GetAsync("/openapi/v3");
        var address = index.Node("paths", "apis/demo.io/v1", "serverRelativeURL")!.GetValue<string>();

        var document = await fixture.Admin.GetAsync(address);

        var schema = document.Node("components", "schemas", "io.demo.v1.Widget")!;
        schema["description"]!.GetValue<string>().ShouldBe("A widget for tests.");
        schema["properties"]!["spec"]!["properties"]!["size"]!["description"]!.GetValue<string>().ShouldBe("How big it is.");
        schema["x-kubernetes-group-version-kind"]!.ToJsonString().ShouldBe("""[{"group":"demo.io","kind":"Widget","version":"v1"}]""");
    }

    [Fact]
    public async Task OpenApi_PatchOperation_OffersFieldValidation()
    {
        var document = await fixture.Admin.GetAsync("/openapi/v3/apis/demo.io/v1");

        var patch = document.Node("paths", "/apis/demo.io/v1/namespaces/{namespace}/widgets/{name}", "patch")!;
        patch["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()).ShouldContain("fieldValidation");
        patch["x-kubernetes-group-version-kind"]!["kind"]!.GetValue<string>().ShouldBe("Widget");
    }

    [Fact]
    public async Task OpenApi_Version2_IsNotFound() => (await fixture.Admin.GetAsync("/openapi/v2")).Status.ShouldBe(404);

    [Fact]
    public async Task Resource_UnknownKind_IsNotFound()
    {
        (await fixture.Admin.GetAsync("/apis/demo.io/v1/namespaces/default/foos")).Text.ShouldBe("404 page not found\n");
        (await fixture.Admin.GetAsync("/api/v1/namespaces/default/foos")).Message.ShouldBe("the server could not find the requested resource");
    }
}
