using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class CreateTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private Task<ApiResponse> CreateAsync(string body, string query = "") => fixture.Admin.PostAsync(Paths.Widgets + query, body);

    [Fact]
    public async Task Create_Widget_FillsBookkeepingAndDefaults()
    {
        var created = await CreateAsync(Widget("fresh"));

        created.Status.ShouldBe(201);
        created.Generation.ShouldBe(1);
        created.Json("metadata", "namespace").ShouldBe("\"default\"");
        created.Json("spec").ShouldBe("""{"color":"a","nested":{"deep":"d"},"size":1}""");
        Guid.TryParse(created.Node("metadata", "uid")!.GetValue<string>(), out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Create_Twice_IsAlreadyExists()
    {
        await CreateAsync(Widget("twice"));

        var again = await CreateAsync(Widget("twice"));

        again.Status.ShouldBe(409);
        again.Reason.ShouldBe("AlreadyExists");
        again.Message.ShouldBe("widgets.demo.io \"twice\" already exists");
    }

    [Fact]
    public async Task Create_GenerateName_AppendsFiveLetters()
    {
        var created = await CreateAsync("""{"apiVersion":"demo.io/v1","kind":"Widget","metadata":{"generateName":"gen-"},"spec":{"size":1}}""");

        created.Node("metadata", "name")!.GetValue<string>().ShouldMatch("^gen-[a-z0-9]{5}$");
    }

    [Fact]
    public async Task Create_StatusInBody_IsDropped()
    {
        var created = await CreateAsync("""{"apiVersion":"demo.io/v1","kind":"Widget","metadata":{"name":"st"},"spec":{"size":1},"status":{"phase":"x"}}""");

        created.Json("status").ShouldBeNull();
    }

    [Fact]
    public async Task Create_DryRun_StoresNothing()
    {
        var dry = await CreateAsync(Widget("dry"), "?dryRun=All");

        dry.Status.ShouldBe(201);
        dry.Json("spec", "color").ShouldBe("\"a\"");
        (await fixture.Admin.GetAsync(Paths.Widget("dry"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Create_Yaml_IsRead()
    {
        var created = await fixture.Admin.PostAsync(
            Paths.Widgets, "apiVersion: demo.io/v1\nkind: Widget\nmetadata:\n  name: fromyaml\nspec:\n  size: 3\n", "application/yaml");

        created.Status.ShouldBe(201);
        created.Json("spec", "size").ShouldBe("3");
    }

    [Fact]
    public async Task Create_OtherNamespaceInBody_IsBadRequest() =>
        (await CreateAsync(Widget("x", metadata: "\"namespace\":\"other\""))).Message
            .ShouldBe("the namespace of the provided object does not match the namespace sent on the request");

    [Fact]
    public async Task Create_MissingNamespace_IsNotFound()
    {
        var refused = await fixture.Admin.PostAsync("/apis/demo.io/v1/namespaces/nope/widgets", Widget("x"));

        refused.Status.ShouldBe(404);
        refused.Message.ShouldBe("namespaces \"nope\" not found");
    }

    [Fact]
    public async Task Create_WrongKind_IsInvalid() =>
        (await CreateAsync("""{"apiVersion":"demo.io/v1","kind":"Foo","metadata":{"name":"a"}}""")).Message
            .ShouldBe("Foo.demo.io \"a\" is invalid: kind: Invalid value: \"Foo\": must be Widget");

    [Fact]
    public async Task Create_WrongVersion_IsBadRequest() =>
        (await CreateAsync("""{"apiVersion":"demo.io/v2","kind":"Widget","metadata":{"name":"a"}}""")).Message
            .ShouldBe("the API version in the data (demo.io/v2) does not match the expected API version (demo.io/v1)");

    [Fact]
    public async Task Create_TruncatedJson_IsBadRequest() =>
        (await CreateAsync("{\"a\":")).Message.ShouldBe(
            "the object provided is unrecognized (must be of type Widget): couldn't get version/kind; json parse error: "
            + "unexpected end of JSON input ({\"a\":)");

    [Fact]
    public async Task Create_OtherMediaType_IsUnsupported()
    {
        var refused = await fixture.Admin.PostAsync(Paths.Widgets, "x", "text/plain");

        refused.Status.ShouldBe(415);
        refused.Reason.ShouldBe("UnsupportedMediaType");
    }

    [Fact]
    public async Task Create_BadName_NamesTheRule()
    {
        var refused = await CreateAsync(Widget("A_b"));

        refused.Status.ShouldBe(422);
        refused.Causes.ShouldHaveSingleItem().ShouldStartWith("metadata.name: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of");
    }

    [Fact]
    public async Task Create_NoName_IsRequired() =>
        (await CreateAsync("""{"apiVersion":"demo.io/v1","kind":"Widget","metadata":{},"spec":{"size":1}}""")).Causes
            .ShouldContain("metadata.name: Required value: name or generateName is required");

    [Fact]
    public async Task Create_LabelOfWrongType_IsBadRequest() =>
        (await CreateAsync(Widget("bl", metadata: "\"labels\":{\"a\":1}"))).Message.ShouldBe(
            "Widget in version \"v1\" cannot be handled as a Widget: json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string");

    [Fact]
    public async Task Create_Secret_MergesStringData()
    {
        var created = await fixture.Admin.PostAsync(
            Paths.Secrets, """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"sec"},"stringData":{"a":"b"}}""");

        created.Json("data").ShouldBe("""{"a":"Yg=="}""");
        created.Json("stringData").ShouldBeNull();
        created.Json("type").ShouldBe("\"Opaque\"");
    }

    [Fact]
    public async Task Create_SecretBadBase64_IsBadRequest() =>
        (await fixture.Admin.PostAsync(Paths.Secrets, """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s2"},"data":{"a":"!!"}}""")).Message
            .ShouldBe("Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte 0");

    [Fact]
    public async Task Create_LeaseWithoutMicroseconds_IsBadRequest()
    {
        var refused = await fixture.Admin.PostAsync("/apis/coordination.k8s.io/v1/namespaces/default/leases",
            """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"l"},"spec":{"renewTime":"2026-01-01T00:00:00Z"}}""");

        refused.Message.ShouldEndWith("cannot parse \"Z\" as \".000000\"");
    }
}
