using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class AccessTests(AccessTests.Data fixture) : IClassFixture<AccessTests.Data>
{
    private ApiClient Jane => fixture.Jane;

    [Fact]
    public async Task Request_UnknownToken_IsUnauthorized()
    {
        using var nobody = fixture.ClientFor("bad");

        var refused = await nobody.GetAsync(Paths.Widgets);

        refused.Status.ShouldBe(401);
        refused.Message.ShouldBe("Unauthorized");
    }

    [Fact]
    public async Task Request_NoCredentials_IsAnonymous()
    {
        using var anyone = fixture.ClientFor(null);

        (await anyone.GetAsync(Paths.Widget("a"))).Message.ShouldBe("widgets.demo.io \"a\" is forbidden: User \"system:anonymous\" "
            + "cannot get resource \"widgets\" in API group \"demo.io\" in the namespace \"default\"");
    }

    [Fact]
    public async Task Request_NotGranted_NamesWhatIsMissing()
    {
        (await Jane.PostAsync(Paths.Widgets, Widget("z"))).Message.ShouldBe(
            "widgets.demo.io is forbidden: User \"jane\" cannot create resource \"widgets\" in API group \"demo.io\" in the namespace \"default\"");
        (await Jane.GetAsync("/apis/demo.io/v1/widgets")).Message.ShouldBe(
            "widgets.demo.io is forbidden: User \"jane\" cannot list resource \"widgets\" in API group \"demo.io\" at the cluster scope");
        (await Jane.PatchAsync(Paths.Widget("a") + "/status", "{}")).Message.ShouldContain("cannot patch resource \"widgets/status\"");
        (await Jane.GetAsync("/metrics")).Message.ShouldBe("forbidden: User \"jane\" cannot get path \"/metrics\"");
    }

    [Fact]
    public async Task Request_GrantedByRole_IsServed() => (await Jane.GetAsync(Paths.Widgets)).Status.ShouldBe(200);

    [Fact]
    public async Task Request_RoleOfOtherNamespace_DoesNotCount() =>
        (await Jane.GetAsync("/apis/demo.io/v1/namespaces/kube-system/widgets")).Status.ShouldBe(403);

    [Fact]
    public async Task Request_ResourceName_LimitsTheRule()
    {
        (await Jane.GetAsync(Paths.ConfigMaps + "/allowed")).Status.ShouldBe(404);
        (await Jane.GetAsync(Paths.ConfigMaps + "/denied")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Discovery_AnyUser_IsServed() => (await Jane.GetAsync("/apis")).Status.ShouldBe(200);

    [Fact]
    public async Task ServiceAccount_BoundByName_IsServed()
    {
        using var account = fixture.ClientFor(fixture.Server.CreateServiceAccountToken("default", "robot"));

        (await account.GetAsync(Paths.Widgets)).Status.ShouldBe(200);
        var who = await account.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews",
            """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""");
        who.Json("status", "userInfo", "username").ShouldBe("\"system:serviceaccount:default:robot\"");
    }

    [Theory]
    [InlineData("list", "widgets", true)]
    [InlineData("delete", "widgets", false)]
    public async Task SelfSubjectAccessReview_AnswersByRules(string verb, string resource, bool allowed)
    {
        var review = await Jane.PostAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", $$$"""
            {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview",
             "spec":{"resourceAttributes":{"namespace":"default","group":"demo.io","verb":"{{{verb}}}","resource":"{{{resource}}}"} } }
            """);

        review.Status.ShouldBe(201);
        review.Node("status", "allowed")!.GetValue<bool>().ShouldBe(allowed);
    }

    [Fact]
    public async Task SubjectAccessReview_OtherUser_IsAnswered()
    {
        const string path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
        const string question = """
            {"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview",
             "spec":{"user":"jane","groups":["devs"],"resourceAttributes":{"namespace":"default","group":"demo.io","verb":"list","resource":"widgets"}}}
            """;

        (await fixture.Admin.PostAsync(path, question)).Node("status", "allowed")!.GetValue<bool>().ShouldBeTrue();
        (await Jane.PostAsync(path, question)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task TokenReview_KnownToken_NamesTheUser()
    {
        var token = fixture.Server.CreateToken("carol", "team");

        var review = await fixture.Admin.PostAsync("/apis/authentication.k8s.io/v1/tokenreviews",
            $$$"""{"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","spec":{"token":"{{{token}}}"}}""");

        review.Json("status", "authenticated").ShouldBe("true");
        review.Json("status", "user", "groups").ShouldBe("""["team","system:authenticated"]""");
    }

    [Fact]
    public async Task Impersonation_Admin_ActsAsTheOther() =>
        (await fixture.Admin.SendAsync(HttpMethod.Get, "/apis/demo.io/v1/widgets", null, null, null, ("Impersonate-User", "bob"))).Message
            .ShouldContain("User \"bob\" cannot list resource \"widgets\"");

    [Fact]
    public async Task Impersonation_NotGranted_IsForbidden() =>
        (await Jane.SendAsync(HttpMethod.Get, Paths.Widgets, null, null, null, ("Impersonate-User", "bob"))).Status.ShouldBe(403);

    public sealed class Data : ApiServerFixture
    {
        public ApiClient Jane { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Jane = ClientFor(Server.CreateToken("jane", "devs"));
            await Admin.PostAsync(Paths.Rbac + "/namespaces/default/roles", """
                {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"reader"},"rules":[
                 {"apiGroups":["demo.io"],"resources":["widgets"],"verbs":["get","list","watch"]},
                 {"apiGroups":[""],"resources":["configmaps"],"resourceNames":["allowed"],"verbs":["get"]}]}
                """);
            (await Admin.PostAsync(Paths.Rbac + "/namespaces/default/rolebindings", """
                {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"readers"},
                 "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"reader"},
                 "subjects":[{"kind":"Group","name":"devs"},{"kind":"ServiceAccount","name":"robot","namespace":"default"}]}
                """)).Status.ShouldBe(201);
        }

        public override async ValueTask DisposeAsync()
        {
            Jane.Dispose();
            await base.DisposeAsync();
        }
    }
}
