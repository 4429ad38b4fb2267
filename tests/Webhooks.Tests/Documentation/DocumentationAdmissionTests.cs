using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;
using static Gko.Testing.Builders.GivenObjects;

namespace Gko.Webhooks.Tests;

public sealed class DocumentationAdmissionTests : IAsyncLifetime
{
    private const string Both = "exactly one of portalRef / apiRef must be set, but both were provided";
    private const string Neither = "exactly one of portalRef / apiRef must be set, but neither was provided";
    private const string NotV4 = "apiRef [api] must be of kind ApiV4Definition (next-gen portal only supports those)";

    private static readonly Rule<AdmissionContext<Documentation>>[] Table =
    [
        new("1.11 C page of a portal", Requests.Create(APage())),
        new("1.11 C page of an API", Requests.Create(APageOfAnApi())),
        new("0.2 C template without its source", Requests.Create(APage(with: spec => spec.Content = "[[ secret `missing/k` ]]")),
            TemplateTexts.NoSource("spec.content", "secret [default/missing]"), "spec.content"),
        new("DO-1 C both", Requests.Create(APage(with: spec => spec.ApiRef = new() { Name = "api" })), Both, "spec"),
        new("DO-2 C neither", Requests.Create(APage(with: spec => spec.PortalRef = null)), Neither, "spec"),
        new("DO-3 C v2 API", Requests.Create(APageOfAnApi(with: spec => spec.ApiRef!.Kind = "ApiDefinition")), NotV4, "spec.apiRef.kind"),
        new("DO-3 C v4 API in another spelling", Requests.Create(APageOfAnApi(with: spec => spec.ApiRef!.Kind = "apiv4definitions"))),
        new("DO-4 C portal that does not exist", Requests.Create(APage(with: spec => spec.PortalRef!.Name = "absent")),
            $"documentation [page] references portal [default/absent] that can't be resolved: {Rules.NotFound}", "spec.portalRef"),
        new("DO-5 C portal without a context", Requests.Create(APage(with: spec => spec.PortalRef!.Name = "bare")),
            "referenced portal [default/bare] has no management context (spec.contextRef)", "spec.portalRef"),
        new("DO-6 C API that does not exist", Requests.Create(APageOfAnApi(with: spec => spec.ApiRef!.Name = "absent")),
            $"documentation [page] references API [default/absent] that can't be resolved: {Rules.NotFound}", "spec.apiRef"),
        new("DO-7 C API without a context", Requests.Create(APageOfAnApi(with: spec => spec.ApiRef!.Name = "local")),
            "referenced API [local] has no management context (spec.contextRef)", "spec.apiRef"),
        new("DO-8 C API whose context does not exist", Requests.Create(APageOfAnApi(with: spec => spec.ApiRef!.Name = "lost")),
            $"resource [page] references management context [default/absent] that doesn't exist in the cluster: {Rules.NotFound}", "spec.apiRef"),
        new("1.11 U other text", Requests.Update(APage(), APage(with: spec => spec.Content = "other"))),
        new("1.11 U from a portal to an API", Requests.Update(APage(), APageOfAnApi()), "a documentation cannot be reassigned from a portal to an API", "spec.apiRef"),
        new("1.11 U from an API to a portal", Requests.Update(APageOfAnApi(), APage()), "a documentation cannot be reassigned from an API to a portal", "spec.portalRef"),
        new("1.11 U another portal", Requests.Update(APage(), APage(with: spec => spec.PortalRef!.Name = "second")),
            "portalRef is immutable; documentation cannot be moved to a different portal (from [default/portal] to [default/second])", "spec.portalRef"),
        new("1.11 U another API", Requests.Update(APageOfAnApi(), APageOfAnApi(with: spec => spec.ApiRef!.Name = "second")),
            "apiRef is immutable; documentation cannot be moved to a different API (from [default/api] to [default/second])", "spec.apiRef"),
        new("1.11 U another API, which is v2", Requests.Update(APageOfAnApi(), APageOfAnApi(with: spec => (spec.ApiRef!.Name, spec.ApiRef.Kind) = ("second", "ApiDefinition"))),
            "apiRef is immutable; documentation cannot be moved to a different API (from [default/api] to [default/second])", "spec.apiRef"),
        new("F6 U namespace of the portal written out", Requests.Update(APage(), APage(with: spec => spec.PortalRef!.Namespace = "default"))),
        new("F6 U namespace of the API written out", Requests.Update(APageOfAnApi(), APageOfAnApi(with: spec => spec.ApiRef!.Namespace = "default"))),
        new("DO-1 U both", Requests.Update(APage(), APage(with: spec => spec.ApiRef = new() { Name = "api" })), Both, "spec"),
        new("DO-2 U neither", Requests.Update(APage(), APage(with: spec => spec.PortalRef = null)), Neither, "spec"),
        new("DO-3 U v2 API", Requests.Update(APageOfAnApi(), APageOfAnApi(with: spec => spec.ApiRef!.Kind = "ApiDefinition")), NotV4, "spec.apiRef.kind"),
        new("DO-5 U portal without a context", Requests.Update(APage(with: spec => spec.PortalRef!.Name = "bare"), APage(with: spec => (spec.PortalRef!.Name, spec.Content) = ("bare", "x"))),
            "referenced portal [default/bare] has no management context (spec.contextRef)", "spec.portalRef"),
        new("F7 U nothing but metadata", Requests.Update(APage(with: spec => spec.PortalRef = null), APage(with: spec => spec.PortalRef = null))),
        new("1.11 D", Requests.Delete(APage())),
    ];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Ids => Rules.Ids(Table);

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.Put(APortal());
        _fixture.Cluster.Put(APortal("second"));
        _fixture.Cluster.Put(APortal("bare", with: spec => spec.ContextRef = null));
        _fixture.Cluster.Put(AV4Api().Build());
        _fixture.Cluster.Put(AV4Api("second").Build());
        _fixture.Cluster.Put(AV4Api("local").WithoutContext().Build());
        _fixture.Cluster.Put(AV4Api("lost").WithContext("absent").Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Ids))]
    public Task Review_RuleOfTheSpecification_GivesItsVerdict(string id) => Table.CheckAsync(id, _fixture);

    [Fact]
    public async Task Create_BothAndAV2Api_ReportsBothAndAsksNobody()
    {
        var verdict = await _fixture.ReviewAsync(Requests.Create(
            APage(with: spec => spec.ApiRef = new() { Name = "api", Kind = "ApiDefinition" })));

        verdict.Errors.Select(error => error.Field).ShouldBe(["spec", "spec.apiRef.kind"]);
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Create_PageOfAPortal_IsShownToApimBelowIt()
    {
        await _fixture.ReviewAsync(Requests.Create(APage()));

        _fixture.Apim.ObjectImports.ShouldHaveSingleItem().Path.ShouldBe("portals/default-portal/documentations");
    }

    [Fact]
    public async Task Create_PageOfAnApi_IsShownToApimBelowIt()
    {
        await _fixture.ReviewAsync(Requests.Create(APageOfAnApi()));

        _fixture.Apim.ObjectImports.ShouldHaveSingleItem().Path.ShouldBe("apis/default-api/documentations");
    }

    [Theory]
    [InlineData("DO-T1", Neither)]
    [InlineData("DO-T2", Both)]
    [InlineData("DO-T4", $"documentation [portal-getting-started] references portal [default/unresolved] that can't be resolved: {Rules.NotFound}")]
    public async Task Create_UpstreamsExampleOfAPortalMadeUnfit_IsRefused(string id, string refusal)
    {
        var page = OfPortal();
        (await _fixture.ReviewAsync(Requests.Create(page))).Allowed.ShouldBeTrue(id);
        (page.Spec!.PortalRef, page.Spec.ApiRef) = id switch
        {
            "DO-T1" => (null, null),
            "DO-T2" => (page.Spec.PortalRef, new() { Name = "api" }),
            _ => (new NamespacedReference { Name = "unresolved" }, (NamespacedReference?)null),
        };

        (await _fixture.ReviewAsync(Requests.Create(page))).Errors.ShouldHaveSingleItem().Message.ShouldBe(refusal, id);
    }

    // DO-T3
    [Fact]
    public async Task Create_UpstreamsExampleOfAV2Api_IsRefused()
    {
        var page = OfApi();
        (await _fixture.ReviewAsync(Requests.Create(page))).Allowed.ShouldBeTrue();
        page.Spec!.ApiRef!.Kind = "ApiDefinition";

        (await _fixture.ReviewAsync(Requests.Create(page))).Errors.ShouldHaveSingleItem().Message.ShouldBe(NotV4);
    }

    [Theory]
    [InlineData("DO-T5", "a documentation cannot be reassigned from a portal to an API")]
    [InlineData("DO-T6", "a documentation cannot be reassigned from an API to a portal")]
    [InlineData("DO-T7", "portalRef is immutable; documentation cannot be moved to a different portal (from [default/portal] to [default/second])")]
    [InlineData("DO-T8", "apiRef is immutable; documentation cannot be moved to a different API (from [default/api] to [default/second])")]
    public async Task Update_UpstreamsExampleToAnotherParent_IsRefused(string id, string refusal)
    {
        var (before, after) = id is "DO-T5" or "DO-T7" ? (OfPortal(), OfPortal()) : (OfApi(), OfApi());
        (after.Spec!.PortalRef, after.Spec.ApiRef) = id switch
        {
            "DO-T5" => (null, new() { Name = "api" }),
            "DO-T6" => (new NamespacedReference { Name = "portal" }, (NamespacedReference?)null),
            "DO-T7" => (new() { Name = "second" }, null),
            _ => (null, new() { Name = "second" }),
        };

        (await _fixture.ReviewAsync(Requests.Update(before, after))).Errors[0].Message.ShouldBe(refusal, id);
    }

    [Fact]
    public async Task Create_IdOfAnotherPageOfTheApi_IsRefused()
    {
        _fixture.Cluster.Put(Elsewhere("a-p", "team"));

        (await _fixture.ReviewAsync(Requests.Create(Elsewhere("p", "team-a")))).Errors.ShouldHaveSingleItem()
            .Message.ShouldStartWith("Documentation [team-a/p] would overwrite Documentation [team/a-p] in APIM");
    }

    private static Documentation Elsewhere(string name, string ns) =>
        APage(name, ns, spec => (spec.PortalRef, spec.ApiRef) = (null, new() { Name = "api", Namespace = "default" }));

    private static Documentation OfPortal()
    {
        var page = UpstreamManifests.Read<Documentation>("apim/portal/documentation-portal");
        page.Spec!.PortalRef!.Name = "portal";
        return page;
    }

    private static Documentation OfApi()
    {
        var page = UpstreamManifests.Read<Documentation>("apim/portal/documentation-api");
        page.Spec!.ApiRef!.Name = "api";
        return page;
    }
}
